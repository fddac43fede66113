import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** A Kinesis-compatible server of a test's own on a free port, in memory. Any credentials will do. */
export interface KinesisServer {
  readonly endpoint: string
  /** Each to a shard of its key. */
  put(stream: string, records: readonly { readonly key: string; readonly data: string }[]): Promise<void>
  /** All records of a stream, shard after shard. */
  read(stream: string): Promise<readonly string[]>
  stop(): Promise<void>
}

/** With streams of that many shards. */
export async function startKinesisServer(streams: Readonly<Record<string, number>>): Promise<KinesisServer> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const program = createRequire(import.meta.url).resolve('kinesis-local')
  const server = spawn(process.execPath, [program], {
    // It looks for its certificate here.
    cwd: dirname(program),
    env: {
      PATH: process.env['PATH'],
      KINESIS_MOCK_PLAIN_PORT: String(port),
      KINESIS_MOCK_TLS_PORT: String(await freePort()),
      SHARD_LIMIT: '50',
      LOG_LEVEL: 'ERROR',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      INITIALIZE_STREAMS: Object.entries(streams)
        .map(([name, shards]) => `${name}:${shards}`)
        .join(','),
    },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL')
    await ended
  }
  const ask = <T>(action: string, input: object): Promise<T> => call<T>(endpoint, action, input)
  const isActive = async (name: string): Promise<boolean> => {
    const { StreamDescriptionSummary: found } = await ask<{ StreamDescriptionSummary: { StreamStatus: string } }>(
      'DescribeStreamSummary',
      { StreamName: name },
    )
    return found.StreamStatus === 'ACTIVE'
  }
  const areActive = (): Promise<boolean> =>
    Promise.all(Object.keys(streams).map(isActive)).then(
      (all) => all.every(Boolean),
      () => false,
    )
  for (let attempt = 0; attempt < 600 && server.exitCode === null; attempt += 1) {
    if (await areActive()) return { endpoint, stop, put: putter(ask), read: reader(ask) }
    await pause(100)
  }
  await stop()
  throw new Error('kinesis-local does not answer')
}

type Ask = <T>(action: string, input: object) => Promise<T>

const putter =
  (ask: Ask): KinesisServer['put'] =>
  async (stream, records) => {
    const { FailedRecordCount } = await ask<{ FailedRecordCount: number }>('PutRecords', {
      StreamName: stream,
      Records: records.map(({ key, data }) => ({ PartitionKey: key, Data: Buffer.from(data).toString('base64') })),
    })
    if (FailedRecordCount > 0) throw new Error(`${FailedRecordCount} records were not taken`)
  }

interface Batch {
  readonly Records: readonly { readonly Data: string }[]
  readonly NextShardIterator?: string
}

const reader =
  (ask: Ask): KinesisServer['read'] =>
  async (StreamName) => {
    const found: string[] = []
    const { Shards } = await ask<{ Shards: readonly { ShardId: string }[] }>('ListShards', { StreamName })
    for (const { ShardId } of Shards) {
      const begin = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }
      let iterator = (await ask<{ ShardIterator?: string }>('GetShardIterator', begin)).ShardIterator
      while (iterator !== undefined) {
        const batch: Batch = await ask<Batch>('GetRecords', { ShardIterator: iterator })
        found.push(...batch.Records.map(({ Data }) => Buffer.from(Data, 'base64').toString('utf8')))
        iterator = batch.Records.length === 0 ? undefined : batch.NextShardIterator
      }
    }
    return found
  }

async function call<T>(endpoint: string, action: string, input: object): Promise<T> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': `Kinesis_20131202.${action}`,
      'content-type': 'application/x-amz-json-1.1',
      // It has to be there, and is not looked at.
      authorization:
        'AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    },
    body: JSON.stringify(input),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${action}: ${text}`)
  return JSON.parse(text === '' ? '{}' : text) as T
}
