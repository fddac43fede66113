// DiscoverInputSchema on published data sets in Weir's S3, asked by aws-cli.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { role } from './harness/applications.ts'
import { awsCli, awsS3 } from './harness/shell.ts'
import { root } from './harness/tools.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'discovery'
const published = (file: string): string => join(root, 'node_modules/vega-datasets/data', file)

let weir: Weir
let aws: ReturnType<typeof awsCli>

beforeAll(async () => {
  weir = await startWeir()
  aws = awsCli(weir)
  await awsS3(weir)('mb', `s3://${bucket}`)
})
afterAll(async () => weir.destroy())

const discover = (key: string, BucketARN = `arn:aws:s3:::${bucket}`) =>
  aws(
    'discover-input-schema',
    ...['--service-execution-role', role],
    ...['--s3-configuration', JSON.stringify({ BucketARN, FileKey: key })],
  )

const discovered = async (file: string) => {
  await awsS3(weir)('cp', published(file), `s3://${bucket}/${file}`)
  const answer = await discover(file)
  const columns = answer.InputSchema.RecordColumns.map((column: { Name: string; SqlType: string; Mapping?: string }) =>
    [column.Name, column.SqlType, column.Mapping].filter(Boolean).join(' '),
  )
  return { ...answer, columns }
}

it('reads a CSV file', async () => {
  const { InputSchema, ParsedInputRecords, RawInputRecords, columns } = await discovered('seattle-weather.csv')
  expect(InputSchema).toMatchObject({
    RecordFormat: {
      RecordFormatType: 'CSV',
      MappingParameters: { CSVMappingParameters: { RecordRowDelimiter: '\n', RecordColumnDelimiter: ',' } },
    },
    RecordEncoding: 'UTF-8',
  })
  expect(columns).toEqual([
    'COL_date VARCHAR(16)',
    'precipitation DECIMAL(3,1)',
    'temp_max DECIMAL(3,1)',
    'temp_min DECIMAL(3,1)',
    'wind DECIMAL(2,1)',
    'weather VARCHAR(8)',
  ])
  expect(ParsedInputRecords.slice(0, 2)).toEqual([
    ['date', 'null', 'null', 'null', 'null', 'weather'],
    ['2012-01-01', '0.0', '12.8', '5.0', '4.7', 'drizzle'],
  ])
  expect(RawInputRecords).toHaveLength(1)
  expect(RawInputRecords[0]).toMatch(/^date,precipitation,/)
})

it('reads a file with tabs', async () => {
  const { InputSchema, columns } = await discovered('unemployment.tsv')
  expect(InputSchema.RecordFormat.MappingParameters.CSVMappingParameters.RecordColumnDelimiter).toBe('\t')
  expect(columns).toEqual(['id INTEGER', 'rate DECIMAL(3,3)'])
})

it('reads the beginning of a large CSV file', async () => {
  const { columns, RawInputRecords } = await discovered('airports.csv')
  expect(columns.slice(0, 3)).toEqual(['iata VARCHAR(4)', 'name VARCHAR(64)', 'city VARCHAR(32)'])
  expect(columns).toHaveLength(7)
  expect(RawInputRecords[0].length).toBeLessThan(102_401)
  expect(RawInputRecords[0]).toMatch(/\n$/)
})

it('reads an array of JSON records, whole or not', async () => {
  const { InputSchema, ParsedInputRecords, columns } = await discovered('cars.json')
  expect(InputSchema.RecordFormat).toEqual({
    RecordFormatType: 'JSON',
    MappingParameters: { JSONMappingParameters: { RecordRowPath: '$[0:]' } },
  })
  expect(columns.slice(0, 3)).toEqual([
    'Name VARCHAR(64) $.Name',
    'Miles_per_Gallon DECIMAL(3,1) $.Miles_per_Gallon',
    'Cylinders INTEGER $.Cylinders',
  ])
  expect(ParsedInputRecords[0].slice(0, 3)).toEqual(['chevrolet chevelle malibu', '18', '8'])
  expect(ParsedInputRecords).toHaveLength(406)
  const flights = await discovered('flights-2k.json')
  expect(flights.columns).toContain('delay INTEGER $.delay')
})

it('says what is no table', async () => {
  await awsS3(weir)('cp', published('7zip.png'), `s3://${bucket}/picture`)
  await expect(discover('picture')).rejects.toThrow('UnableToDetectSchemaException')
  const empty = join(weir.dataDir, '..', 'empty')
  writeFileSync(empty, '')
  await awsS3(weir)('cp', empty, `s3://${bucket}/empty`)
  await expect(discover('empty')).rejects.toThrow('UnableToDetectSchemaException')
  await expect(discover('nothing')).rejects.toThrow('InvalidArgumentException')
  await expect(discover('x', 'arn:aws:s3:::nowhere-at-all')).rejects.toThrow('InvalidArgumentException')
})

it('says what it does not read', async () => {
  // Nobody can read from one; streams that can be read: sql.test.ts.
  const stream = ['--resource-arn', 'arn:aws:firehose:us-east-1:123456789012:deliverystream/s']
  const position = ['--input-starting-position-configuration', 'InputStartingPosition=NOW']
  const asked = ['discover-input-schema', '--service-execution-role', role]
  await expect(aws(...asked, ...stream, ...position)).rejects.toThrow('InvalidArgumentException')
  await expect(aws(...asked, ...stream)).rejects.toThrow('InvalidArgumentException')
  await expect(aws(...asked)).rejects.toThrow('InvalidArgumentException')
})
