// The same calls through different clients: an operation's name and its input in, its output or an error's name out.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as sdk from '@aws-sdk/client-kinesis-analytics-v2'
import { controlClient, shellEnvironment } from './clients.ts'
import { runProgram } from './run-program.ts'
import { inputFile } from './shell.ts'
import { tool } from './tools.ts'
import type { Weir } from './weir.ts'

/** One client of the API. Timestamps come as the client prints them, and go in as they came. */
export interface Driver {
  /** Answers the output; throws an Error whose name is AWS's name of the error. */
  call(operation: string, input: object): Promise<any>
  /** False for an operation that is younger than the client. */
  knows(operation: string): boolean
  close(): void
}

/** The AWS SDK for JavaScript, a command class for each operation. */
export function sdkDriver(weir: Weir): Driver {
  const client = controlClient(weir)
  return {
    call: async (operation, input) => {
      const Command = (sdk as unknown as Record<string, new (input: object) => any>)[`${operation}Command`]
      if (Command === undefined) throw new Error(`the SDK has no ${operation}Command`)
      const { $metadata: _, ...output } = (await client.send(new Command(withDates(input)))) as unknown as Record<
        string,
        unknown
      >
      return JSON.parse(JSON.stringify(output))
    },
    knows: (operation) => `${operation}Command` in sdk,
    close: () => {
      client.destroy()
    },
  }
}

/** The SDK wants Dates for timestamps; requests have them at the top only. */
const withDates = (input: object): object =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, name.endsWith('Timestamp') ? new Date(String(value)) : value]),
  )

/** aws-cli, a process for each call. */
export async function cliDriver(weir: Weir): Promise<Driver> {
  // asked for a command that it does not have, it lists those that it has
  const { stderr: commands } = await runProgram(tool('aws'), ['kinesisanalyticsv2', 'nothing'], {
    environment: shellEnvironment(weir),
  })
  return {
    call: async (operation, input) => {
      const { code, stdout, stderr } = await runProgram(
        tool('aws'),
        [
          ...[
            'kinesisanalyticsv2',
            '--endpoint-url',
            weir.endpoint,
            '--output',
            'json',
            '--no-paginate',
            commandName(operation),
          ],
          ...['--cli-input-json', inputFile(weir, 'call', input)],
        ],
        { environment: shellEnvironment(weir) },
      )
      if (code === 0) return stdout.trim() === '' ? {} : JSON.parse(stdout)
      throw named(/\((\w+)\) when calling/.exec(stderr)?.[1] ?? 'Error', stderr.trim())
    },
    knows: (operation) => new RegExp(`\\b(?<!-)${commandName(operation)}\\b(?!-)`).test(commands),
    close: () => undefined,
  }
}

const commandName = (operation: string): string =>
  operation.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

/** boto3, one process for all calls. */
export function botoDriver(weir: Weir): Driver {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(tool('python'), [join(import.meta.dirname, 'boto_driver.py')], {
    env: { PATH, HOME, LANG: 'C.UTF-8', ...shellEnvironment(weir) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    call: async (operation, input) => {
      child.stdin.write(`${JSON.stringify({ operation, input })}\n`)
      const { value, done } = await lines.next()
      if (done === true) throw new Error(`boto3 ended by itself in ${operation}`)
      const { output, error, message } = JSON.parse(value) as Record<string, any>
      if (error === undefined) return output
      throw named(String(error), String(message))
    },
    knows: () => true,
    close: () => {
      child.stdin.end()
    },
  }
}

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name })
