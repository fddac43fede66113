import type { CustomArtifactConfiguration, ZeppelinApplicationConfiguration } from '@weir/service-model'
import { refusalOf } from '@weir/testkit'
import fc from 'fast-check'
import { createdStudio } from './created-studio.ts'
import { describeStudio } from './describe-studio.ts'

const rules = { region: 'us-east-1' }
const create = (given?: ZeppelinApplicationConfiguration) => createdStudio(given, rules)
const refusal = (given: ZeppelinApplicationConfiguration) => refusalOf(() => create(given))
const artifact = (given: CustomArtifactConfiguration) => refusal({ CustomArtifactsConfiguration: [given] })

const bucket = 'arn:aws:s3:::notebooks'
const s3 = { BucketARN: bucket, FileKey: 'udf.jar' }
const maven = { GroupId: 'org.apache.flink', ArtifactId: 'flink-connector-kafka', Version: '1.15.4' }
const invalid = 'InvalidArgumentException'

it('has nothing but a log level when nothing is asked for', () => {
  const expected = { MonitoringConfigurationDescription: { LogLevel: 'INFO' } }
  for (const given of [undefined, {}, { CustomArtifactsConfiguration: [] }]) {
    expect(JSON.parse(JSON.stringify(describeStudio(create(given))))).toEqual(expected)
  }
})

const word = fc.stringMatching(/^[a-zA-Z0-9_.-]{1,20}$/)
const bucketArn = fc.stringMatching(/^[a-z0-9-]{3,20}$/).map((name) => `arn:aws:s3:::${name}`)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const anyS3 = fc.record({ BucketARN: bucketArn, FileKey: word, ObjectVersion: optional(word) })
const anyMaven = fc.record({ GroupId: word, ArtifactId: word, Version: word })
const anyArtifact: fc.Arbitrary<CustomArtifactConfiguration> = fc.oneof(
  fc.record({ ArtifactType: fc.constantFrom('UDF', 'DEPENDENCY_JAR'), S3ContentLocation: anyS3 }),
  fc.record({ ArtifactType: fc.constant('DEPENDENCY_JAR'), MavenReference: anyMaven }),
)
const anyConfiguration: fc.Arbitrary<ZeppelinApplicationConfiguration> = fc.record(
  {
    MonitoringConfiguration: fc.record({ LogLevel: fc.constantFrom('INFO', 'WARN', 'ERROR', 'DEBUG') }),
    CatalogConfiguration: word.map((name) => ({
      GlueDataCatalogConfiguration: { DatabaseARN: `arn:aws:glue:us-east-1:123456789012:database/${name}` },
    })),
    DeployAsApplicationConfiguration: fc.record({
      S3ContentLocation: fc.record({ BucketARN: bucketArn, BasePath: optional(word) }),
    }),
    CustomArtifactsConfiguration: fc.array(anyArtifact, { minLength: 1, maxLength: 5 }),
  },
  { requiredKeys: [] },
)

it('is described as it was sent, with the default for the log level', () => {
  fc.assert(
    fc.property(anyConfiguration, (sent) => {
      expect(describeStudio(create(sent))).toEqual({
        MonitoringConfigurationDescription: sent.MonitoringConfiguration ?? { LogLevel: 'INFO' },
        CatalogConfigurationDescription: sent.CatalogConfiguration && {
          GlueDataCatalogConfigurationDescription: sent.CatalogConfiguration.GlueDataCatalogConfiguration,
        },
        DeployAsApplicationConfigurationDescription: sent.DeployAsApplicationConfiguration && {
          S3ContentLocationDescription: sent.DeployAsApplicationConfiguration.S3ContentLocation,
        },
        CustomArtifactsConfigurationDescription: sent.CustomArtifactsConfiguration?.map((each) => ({
          ArtifactType: each.ArtifactType,
          S3ContentLocationDescription: each.S3ContentLocation,
          MavenReferenceDescription: each.MavenReference,
        })),
      })
    }),
    { numRuns: 300 },
  )
})

it('is plain JSON: what is stored is what was made', () => {
  fc.assert(
    fc.property(anyConfiguration, (sent) => {
      const spec = create(sent)
      expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
    }),
  )
})

describe('the catalogue', () => {
  const catalog = (DatabaseARN: string) => ({
    CatalogConfiguration: { GlueDataCatalogConfiguration: { DatabaseARN } },
  })

  it('lies in the region of the notebook', async () => {
    await expect(refusal(catalog('arn:aws:glue:eu-west-1:123456789012:database/flights'))).resolves.toMatchObject({
      name: invalid,
      message: "Incorrect region in DatabaseArn, expecting 'us-east-1' but found 'eu-west-1'.",
    })
  })

  it.each(['arn:aws:glue:us-east-1:123456789012:table/flights/a', 'arn:aws:s3:::flights', 'arn:x'])(
    'is a Glue database, not %s',
    async (arn) => {
      await expect(refusal(catalog(arn))).resolves.toMatchObject({
        name: invalid,
        message: `Glue database ARN ${arn} is invalid.`,
      })
    },
  )
})

describe('a custom artifact', () => {
  it('lies somewhere', async () => {
    for (const ArtifactType of ['UDF', 'DEPENDENCY_JAR'] as const) {
      await expect(artifact({ ArtifactType })).resolves.toMatchObject({
        name: invalid,
        message: 'Must define S3ContentLocation or MavenReference for CustomArtifact.',
      })
    }
  })

  it('comes from Maven only as a dependency', async () => {
    await expect(artifact({ ArtifactType: 'UDF', MavenReference: maven })).resolves.toMatchObject({
      name: invalid,
      message: 'MavenReference can only be used for ArtifactType: DEPENDENCY_JAR',
    })
  })

  it('lies in one place', async () => {
    const both = { ArtifactType: 'DEPENDENCY_JAR', MavenReference: maven, S3ContentLocation: s3 } as const
    await expect(artifact(both)).resolves.toMatchObject({ name: invalid })
  })

  it('names a bucket by its ARN', async () => {
    const elsewhere = { ...s3, BucketARN: 'arn:aws:sqs:::notebooks' }
    await expect(artifact({ ArtifactType: 'UDF', S3ContentLocation: elsewhere })).resolves.toMatchObject({
      name: invalid,
      message: 'S3 bucket ARN arn:aws:sqs:::notebooks is invalid.',
    })
  })

  it('has no version when an empty one is given', () => {
    const location = { ...s3, ObjectVersion: '' }
    const spec = create({ CustomArtifactsConfiguration: [{ ArtifactType: 'UDF', S3ContentLocation: location }] })
    expect(spec.customArtifacts?.[0]?.s3?.objectVersion).toBeUndefined()
  })
})

it('is built into a bucket named by its ARN', async () => {
  const deploy = { S3ContentLocation: { BucketARN: 'arn:aws:s3:::no/bucket' } }
  await expect(refusal({ DeployAsApplicationConfiguration: deploy })).resolves.toMatchObject({
    name: invalid,
    message: 'S3 bucket ARN arn:aws:s3:::no/bucket is invalid.',
  })
})
