// Terraform's AWS provider and SQL-1_0 applications, which AWS itself no longer creates: configuration only.
import { role } from '../acceptance/harness/applications.ts'
import { startWeir, type Weir } from '../acceptance/harness/weir.ts'
import { layWorkspace, type Workspace } from './terraform.ts'

const address = 'aws_kinesisanalyticsv2_application.it'
const stream = 'arn:aws:kinesis:us-east-1:123456789012:stream'
const lambda = 'arn:aws:lambda:us-east-1:123456789012:function'

let weir: Weir
let workspace: Workspace

beforeAll(async () => {
  weir = await startWeir()
  workspace = await layWorkspace(weir)
})
afterAll(async () => {
  workspace.remove()
  await weir.destroy()
})

const application = (configuration: string) => `
resource "aws_kinesisanalyticsv2_application" "it" {
  name                   = "sql"
  runtime_environment    = "SQL-1_0"
  service_execution_role = "${role}"
  ${configuration}
}`

const code = (text: string, sql = '') => `
  application_configuration {
    application_code_configuration {
      code_content_type = "PLAINTEXT"
      code_content {
        text_content = "${text}\\n"
      }
    }
    ${sql}
  }`

const input = ({ parallelism, processing = '' }: { parallelism?: number; processing?: string }) => `
      input {
        name_prefix = "SOURCE_SQL_STREAM"
        ${parallelism === undefined ? '' : `input_parallelism {\n count = ${parallelism}\n }`}
        ${processing && `input_processing_configuration {\n input_lambda_processor {\n resource_arn = "${lambda}:${processing}"\n }\n }`}
        input_schema {
          record_column {
            name     = "TICKER"
            sql_type = "VARCHAR(8)"
            mapping  = "$.ticker"
          }
          record_format {
            record_format_type = "JSON"
            mapping_parameters {
              json_mapping_parameters {
                record_row_path = "$"
              }
            }
          }
        }
        kinesis_streams_input {
          resource_arn = "${stream}/in"
        }
      }`

const output = (name: string) => `
      output {
        name = "${name}"
        destination_schema {
          record_format_type = "JSON"
        }
        kinesis_streams_output {
          resource_arn = "${stream}/out"
        }
      }`

const reference = (key: string) => `
      reference_data_source {
        table_name = "COMPANY"
        reference_schema {
          record_encoding = "UTF-8"
          record_column {
            name     = "ID"
            sql_type = "INTEGER"
          }
          record_format {
            record_format_type = "CSV"
            mapping_parameters {
              csv_mapping_parameters {
                record_column_delimiter = ","
                record_row_delimiter    = "\\n"
              }
            }
          }
        }
        s3_reference_data_source {
          bucket_arn = "arn:aws:s3:::reference"
          file_key   = "${key}"
        }
      }`

const sql = (...parts: string[]) => `sql_application_configuration {${parts.join('\n')}\n}`

const configuration = async () => (await workspace.attributes(address)).application_configuration[0]

it('creates one without configuration, then gives and changes its code', async () => {
  workspace.write(application(''))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect(await workspace.attributes(address)).toMatchObject({ version_id: 1, application_configuration: [] })
  await workspace.destroy()

  workspace.write(application(code('SELECT 1;')))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  workspace.write(application(code('SELECT 2;')))
  await workspace.apply()
  expect(await workspace.attributes(address)).toMatchObject({ version_id: 2, status: 'READY' })
  expect(await configuration()).toMatchObject({
    application_code_configuration: [{ code_content: [{ text_content: 'SELECT 2;\n' }] }],
    flink_application_configuration: [],
    application_snapshot_configuration: [],
    sql_application_configuration: [],
  })
})

it('adds, changes and removes inputs, outputs, processing and reference data', async () => {
  workspace.write(application(code('SELECT 2;', sql(input({})))))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect((await configuration()).sql_application_configuration[0].input[0]).toMatchObject({
    in_app_stream_names: ['SOURCE_SQL_STREAM_001'],
    input_id: '3.1',
    input_parallelism: [{ count: 1 }],
    input_schema: [{ record_encoding: '' }],
    input_starting_position_configuration: [{ input_starting_position: '' }],
  })

  const whole = sql(input({ parallelism: 2, processing: 'one' }), output('OUT'), reference('a.csv'))
  workspace.write(application(code('SELECT 2;', whole)))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect((await configuration()).sql_application_configuration[0]).toMatchObject({
    input: [
      {
        in_app_stream_names: ['SOURCE_SQL_STREAM_001', 'SOURCE_SQL_STREAM_002'],
        input_processing_configuration: [{ input_lambda_processor: [{ resource_arn: `${lambda}:one` }] }],
      },
    ],
    output: [{ name: 'OUT', output_id: expect.stringMatching(/^\d+\.1$/) }],
    reference_data_source: [{ table_name: 'COMPANY', reference_id: expect.stringMatching(/^\d+\.1$/) }],
  })

  const changed = sql(input({ parallelism: 2, processing: 'two' }), output('OTHER'), reference('b.csv'))
  workspace.write(application(code('SELECT 2;', changed)))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  workspace.write(application(code('SELECT 2;', sql(input({ parallelism: 2 })))))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect((await configuration()).sql_application_configuration[0]).toMatchObject({
    input: [{ input_processing_configuration: [] }],
    output: [],
    reference_data_source: [],
  })

  const { arn } = await workspace.attributes(address)
  await workspace.forget(address)
  await workspace.import(address, arn as string)
  expect(await workspace.planIsEmpty()).toBe(true)
  await workspace.destroy()
})
