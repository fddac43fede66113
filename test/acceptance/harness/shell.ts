import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shellEnvironment } from './clients.ts'
import { runProgram, type Ended } from './run-program.ts'
import { root, tool } from './tools.ts'
import type { Weir } from './weir.ts'

/** aws-cli on Weir: `aws('describe-application', '--application-name', 'a')` answers the parsed JSON, or throws what it printed. */
export function awsCli(weir: Weir) {
  return async (...args: string[]): Promise<any> => {
    const command = ['kinesisanalyticsv2', '--endpoint-url', weir.endpoint, '--output', 'json', ...args]
    return answerOf(await runProgram(tool('aws'), command, { environment: shellEnvironment(weir) }))
  }
}

/** aws-cli's S3 commands on Weir's S3. */
export function awsS3(weir: Weir) {
  return async (...args: string[]): Promise<Ended> =>
    succeeded(
      await runProgram(tool('aws'), ['s3', '--endpoint-url', weir.s3Endpoint, ...args], {
        environment: shellEnvironment(weir),
      }),
    )
}

/** Runs a Python script with boto3; it answers with JSON on its standard output. */
export async function python(weir: Weir, script: string, ...args: string[]): Promise<any> {
  return answerOf(await runProgram(tool('python'), [script, ...args], { environment: shellEnvironment(weir) }))
}

/** Runs a program for the JVM, named below the root; it answers with JSON on its standard output. */
export async function java(weir: Weir, jar: string): Promise<any> {
  return answerOf(await runProgram('java', ['-jar', join(root, jar)], { environment: shellEnvironment(weir) }))
}

/** curl with its own SigV4; answers the status and the parsed body. */
export async function curl(
  weir: Weir,
  action: string,
  body: string,
  ...args: string[]
): Promise<{ status: number; body: any }> {
  const { accessKeyId, secretAccessKey } = weir.credentials()
  const ended = await runProgram('curl', [
    ...['--silent', '--show-error', '--write-out', '\n%{http_code}'],
    ...['--aws-sigv4', 'aws:amz:us-east-1:kinesisanalytics', '--user', `${accessKeyId}:${secretAccessKey}`],
    ...['--header', 'Content-Type: application/x-amz-json-1.1'],
    ...['--header', `X-Amz-Target: KinesisAnalytics_20180523.${action}`],
    ...['--data-binary', body, ...args, `${weir.endpoint}/`],
  ])
  const [text = '', status = ''] = succeeded(ended).stdout.split(/\n(?=\d+$)/)
  return { status: Number(status), body: JSON.parse(text) }
}

/** Writes a request to a file beside Weir's data and returns it as aws-cli wants it: file://… */
export function inputFile(weir: Weir, name: string, input: unknown): string {
  const file = join(weir.dataDir, '..', `${name}.json`)
  writeFileSync(file, JSON.stringify(input))
  return `file://${file}`
}

function succeeded(ended: Ended): Ended {
  if (ended.code !== 0) throw new Error(ended.stderr.trim() || `ended with code ${String(ended.code)}`)
  return ended
}

function answerOf(ended: Ended): any {
  const { stdout } = succeeded(ended)
  return stdout.trim() === '' ? {} : JSON.parse(stdout)
}
