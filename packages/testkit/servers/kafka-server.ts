import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Kafka, logLevel } from 'kafkajs'
import { freePort } from './free-port.ts'
import { inToolCache } from './tool-cache.ts'

/** A real Kafka broker of a test's own, on free ports. */
export interface KafkaServer {
  readonly bootstrapServers: string
  createTopic(topic: string, partitions: number): Promise<void>
  put(topic: string, records: readonly { readonly key: string; readonly data: string }[]): Promise<void>
  /** All records of a topic that are committed now, partition after partition. */
  read(topic: string): Promise<readonly string[]>
  stop(): Promise<void>
}

export async function startKafkaServer(): Promise<KafkaServer> {
  const lib = inToolCache('test-kafka/lib')
  if (!existsSync(lib)) throw new Error(`no Kafka in ${lib}: run npm test -- acceptance once`)
  const home = await mkdtemp(join(tmpdir(), 'weir-kafka-'))
  const [port, controller] = [await freePort(), await freePort()]
  const bootstrapServers = `127.0.0.1:${port}`
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://${bootstrapServers},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://${bootstrapServers}`,
    'log.dirs': join(home, 'logs'),
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'group.initial.rebalance.delay.ms': '0',
  }
  const file = join(home, 'server.properties')
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(file, lines.join(''))
  const flags = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', join(lib, '*')]
  const format = ['kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAAAQ', '-c', file]
  await promisify(execFile)('java', [...flags, ...format])
  const server = spawn('java', [...flags, 'kafka.Kafka', file], { stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))

  const kafka = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  const stop = async (): Promise<void> => {
    await Promise.allSettled([admin.disconnect(), producer.disconnect()])
    server.kill('SIGKILL')
    await ended
    await rm(home, { recursive: true, force: true })
  }
  const connect = (): Promise<boolean> =>
    admin
      .connect()
      .then(() => admin.listTopics())
      .then(
        () => true,
        () => false,
      )
  for (let attempt = 0; attempt < 300 && server.exitCode === null; attempt += 1) {
    if (await connect()) {
      await producer.connect()
      return {
        bootstrapServers,
        stop,
        createTopic: async (topic, partitions) => {
          await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true })
        },
        put: async (topic, records) => {
          await producer.send({ topic, messages: records.map(({ key, data }) => ({ key, value: data })) })
        },
        read: (topic) => readTopic(kafka, topic),
      }
    }
    await pause(200)
  }
  await stop()
  throw new Error('Kafka does not answer')
}

async function readTopic(kafka: Kafka, topic: string): Promise<readonly string[]> {
  const admin = kafka.admin()
  await admin.connect()
  const ends = await admin.fetchTopicOffsets(topic)
  await admin.disconnect()
  const wanted = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0)
  if (wanted === 0) return []
  const consumer = kafka.consumer({ groupId: `read-${Date.now()}`, readUncommitted: false })
  const found: string[] = []
  const reached = new Map(ends.map(({ partition, high, low }) => [partition, Number(high) === Number(low)]))
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    eachBatch: ({ batch }) => {
      found.push(...batch.messages.map(({ value }) => value?.toString('utf8') ?? ''))
      const end = ends.find(({ partition }) => partition === batch.partition)
      if (end !== undefined && Number(batch.lastOffset()) + 1 >= Number(end.high)) reached.set(batch.partition, true)
      return Promise.resolve()
    },
  })
  // A transaction's last mark is an offset that no record has.
  for (let attempt = 0; attempt < 100 && ![...reached.values()].every(Boolean); attempt += 1) await pause(100)
  await consumer.disconnect()
  return found
}
