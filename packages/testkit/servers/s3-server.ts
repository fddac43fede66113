import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { inToolCache } from './tool-cache.ts'

/** A real S3Proxy of a test's own on a free port; each bucket is a folder of `directory`. */
export interface S3Server {
  readonly endpoint: string
  readonly directory: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  stop(): Promise<void>
}

export async function startS3Server(): Promise<S3Server> {
  const jar = inToolCache('jars/s3proxy-4.1.0-jar-with-dependencies.jar')
  if (!existsSync(jar)) throw new Error(`no S3Proxy at ${jar}: run npm test once`)
  const [accessKeyId, secretAccessKey] = ['AKIAS3SERVER', 'a secret of the tests']
  const home = await mkdtemp(join(tmpdir(), 'weir-s3-'))
  const directory = join(home, 'buckets')
  await mkdir(directory)
  const endpoint = `http://127.0.0.1:${await freePort()}`
  const settings = {
    's3proxy.endpoint': endpoint,
    's3proxy.authorization': 'aws-v2-or-v4',
    's3proxy.identity': accessKeyId,
    's3proxy.credential': secretAccessKey,
    'jclouds.provider': 'filesystem-nio2',
    'jclouds.filesystem.basedir': directory,
  }
  const properties = join(home, 's3proxy.properties')
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(properties, lines.join(''))

  const flags = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
  const server = spawn('java', [...flags, '-jar', jar, '--properties', properties], { stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL')
    await ended
    await rm(home, { recursive: true, force: true })
  }
  for (let attempt = 0; attempt < 600 && server.exitCode === null; attempt += 1) {
    // without credentials it refuses: that is an answer
    if (await fetch(endpoint).catch(() => undefined)) return { endpoint, directory, accessKeyId, secretAccessKey, stop }
    await pause(100)
  }
  await stop()
  throw new Error('S3Proxy does not answer')
}
