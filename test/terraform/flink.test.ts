// Terraform's AWS provider and Flink applications: apply, empty plan, update, import, destroy.
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { readFileSync } from 'node:fs'
import { flightsJar, outputOf, role } from '../acceptance/harness/applications.ts'
import { controlClient, filesClient } from '../acceptance/harness/clients.ts'
import { watcher } from '../acceptance/harness/application.ts'
import { startWeir, type Weir } from '../acceptance/harness/weir.ts'
import { layWorkspace, type Workspace } from './terraform.ts'

const bucket = 'terraform-bucket'
const address = 'aws_kinesisanalyticsv2_application.it'

let weir: Weir
let workspace: Workspace

beforeAll(async () => {
  weir = await startWeir()
  const files = filesClient(weir)
  await files.send(new CreateBucketCommand({ Bucket: bucket }))
  for (const Key of ['one.jar', 'two.jar']) {
    await files.send(new PutObjectCommand({ Bucket: bucket, Key, Body: readFileSync(flightsJar) }))
  }
})
afterAll(async () => weir.destroy())
beforeEach(async () => {
  workspace = await layWorkspace(weir)
})
afterEach(() => {
  workspace.remove()
})

const bare = (more = '', runtime = 'FLINK-1_20') => `
resource "aws_kinesisanalyticsv2_application" "it" {
  name                   = "bare"
  runtime_environment    = "${runtime}"
  service_execution_role = "${role}"
  ${more}
}`

const job = ({ name, code = 'one.jar', parallelism = 1, more = '' }: JobParts) => `
resource "aws_kinesisanalyticsv2_application" "it" {
  name                   = "${name}"
  runtime_environment    = "FLINK-1_20"
  service_execution_role = "${role}"
  ${more}
  application_configuration {
    application_code_configuration {
      code_content_type = "ZIPFILE"
      code_content {
        s3_content_location {
          bucket_arn = "arn:aws:s3:::${bucket}"
          file_key   = "${code}"
        }
      }
    }
    application_snapshot_configuration {
      snapshots_enabled = true
    }
    environment_properties {
      property_group {
        property_group_id = "Proof"
        property_map = { OutputPath = "s3://${bucket}/${outputOf(name)}", RatePerSecond = "200" }
      }
    }
    flink_application_configuration {
      checkpoint_configuration {
        configuration_type = "DEFAULT"
      }
      monitoring_configuration {
        configuration_type = "CUSTOM"
        log_level          = "DEBUG"
        metrics_level      = "TASK"
      }
      parallelism_configuration {
        configuration_type   = "CUSTOM"
        auto_scaling_enabled = true
        parallelism          = ${parallelism}
        parallelism_per_kpu  = 4
      }
    }
  }
}`

interface JobParts {
  readonly name: string
  readonly code?: string
  readonly parallelism?: number
  readonly more?: string
}

it('creates, describes by the defaults, upgrades in place, imports and destroys an application without configuration', async () => {
  workspace.write(bare())
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect(await workspace.attributes(address)).toMatchObject({
    status: 'READY',
    version_id: 1,
    description: '',
    application_mode: 'STREAMING',
    arn: 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/bare',
    application_configuration: [
      {
        application_code_configuration: [],
        application_snapshot_configuration: [{ snapshots_enabled: true }],
        environment_properties: [],
        flink_application_configuration: [
          {
            checkpoint_configuration: [
              {
                configuration_type: 'DEFAULT',
                checkpointing_enabled: true,
                checkpoint_interval: 60000,
                min_pause_between_checkpoints: 5000,
              },
            ],
            monitoring_configuration: [
              { configuration_type: 'DEFAULT', log_level: 'INFO', metrics_level: 'APPLICATION' },
            ],
            parallelism_configuration: [
              { configuration_type: 'DEFAULT', auto_scaling_enabled: true, parallelism: 1, parallelism_per_kpu: 1 },
            ],
          },
        ],
        run_configuration: [],
        sql_application_configuration: [],
        vpc_configuration: [],
      },
    ],
  })

  workspace.write(bare('tags = { team = "streams" }', 'FLINK-2_2'))
  // this provider may be older than the newest runtimes; where it is, the upgrade goes to one that it knows
  await workspace.apply().catch(async (error: unknown) => {
    if (!/expected runtime_environment to be one of/.test(String(error))) throw error
    workspace.write(bare('tags = { team = "streams" }'))
    await workspace.apply()
  })
  expect(await workspace.planIsEmpty()).toBe(true)
  expect(await workspace.attributes(address)).toMatchObject({ status: 'READY', tags: { team: 'streams' } })

  const { arn } = await workspace.attributes(address)
  await workspace.forget(address)
  await workspace.import(address, arn as string)
  expect(await workspace.planIsEmpty()).toBe(true)
  await workspace.destroy()
})

it('adds, changes and removes every part of a configuration in place', async () => {
  const name = 'parts'
  const logging = (stream: string) => `
  cloudwatch_logging_options {
    log_stream_arn = "arn:aws:logs:us-east-1:123456789012:log-group:weir:log-stream:${stream}"
  }`
  const vpc = (subnet: string) => `
    vpc_configuration {
      security_group_ids = ["sg-0123456789abcdef0"]
      subnet_ids         = ["${subnet}"]
    }`
  const withVpc = (text: string, subnet: string) =>
    text.replace('  application_configuration {', `  application_configuration {${vpc(subnet)}`)

  workspace.write(job({ name }))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect(await workspace.attributes(address)).toMatchObject({ version_id: 1, status: 'READY' })

  workspace.write(job({ name, more: logging('a') }))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect(await workspace.attributes(address)).toMatchObject({ version_id: 2 })

  workspace.write(job({ name, more: logging('b') }))
  await workspace.apply()
  const option = (await workspace.attributes(address)).cloudwatch_logging_options[0]
  expect(option).toMatchObject({ cloudwatch_logging_option_id: '2.1', log_stream_arn: expect.stringMatching(/:b$/) })

  workspace.write(withVpc(job({ name }), 'subnet-0a'))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  workspace.write(withVpc(job({ name, code: 'two.jar', parallelism: 3 }), 'subnet-0b'))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  const { application_configuration: [configuration] = [] } = await workspace.attributes(address)
  expect(configuration).toMatchObject({
    vpc_configuration: [{ subnet_ids: ['subnet-0b'], vpc_id: expect.stringMatching(/^vpc-/) }],
    application_code_configuration: [{ code_content: [{ s3_content_location: [{ file_key: 'two.jar' }] }] }],
    flink_application_configuration: [{ parallelism_configuration: [{ parallelism: 3, parallelism_per_kpu: 4 }] }],
  })

  workspace.write(job({ name, code: 'two.jar', parallelism: 3 }).replace(/environment_properties \{[^]*?\n {4}\}/, ''))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  const { application_configuration: [without] = [] } = await workspace.attributes(address)
  expect(without).toMatchObject({ vpc_configuration: [], environment_properties: [] })

  const { arn } = await workspace.attributes(address)
  await workspace.forget(address)
  await workspace.import(address, arn as string)
  expect(await workspace.planIsEmpty()).toBe(true)
  await workspace.destroy()
})

it('starts, snapshots, updates, stops and destroys a running application', async () => {
  const name = 'runs'
  const snapshot = `
resource "aws_kinesisanalyticsv2_application_snapshot" "it" {
  application_name = aws_kinesisanalyticsv2_application.it.name
  snapshot_name    = "by-terraform"
}`
  workspace.write(job({ name, more: 'start_application = true' }))
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect(await workspace.attributes(address)).toMatchObject({
    status: 'RUNNING',
    version_id: 1,
    application_configuration: [
      {
        run_configuration: [
          {
            application_restore_configuration: [{ application_restore_type: 'RESTORE_FROM_LATEST_SNAPSHOT' }],
            flink_run_configuration: [{ allow_non_restored_state: false }],
          },
        ],
      },
    ],
  })

  workspace.write(job({ name, more: 'start_application = true' }) + snapshot)
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  const snapshotAddress = 'aws_kinesisanalyticsv2_application_snapshot.it'
  expect(await workspace.attributes(snapshotAddress)).toMatchObject({
    application_version_id: 1,
    id: 'runs/by-terraform',
  })
  await workspace.forget(snapshotAddress)
  await workspace.import(snapshotAddress, 'runs/by-terraform')
  expect(await workspace.planIsEmpty()).toBe(true)

  workspace.write(job({ name, code: 'two.jar', more: 'start_application = true' }) + snapshot)
  await workspace.apply()
  expect(await workspace.planIsEmpty()).toBe(true)
  expect(await workspace.attributes(address)).toMatchObject({ status: 'RUNNING', version_id: 2 })

  workspace.write(job({ name, code: 'two.jar', more: 'start_application = false' }) + snapshot)
  await workspace.apply()
  expect(await workspace.attributes(address)).toMatchObject({ status: 'READY' })
  workspace.write(job({ name, code: 'two.jar', more: 'start_application = true' }) + snapshot)
  await workspace.apply()
  expect(await workspace.attributes(address)).toMatchObject({ status: 'RUNNING' })

  await workspace.destroy() // while it runs: the provider never stops first
  const { describe } = watcher(weir, controlClient(weir))
  await expect(describe(name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})
