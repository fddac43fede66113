import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A process that answers each line of JSON with one. */
export interface CompilerProcess {
  /** Rejects when no answer comes in time, or the process ends; it is worth nothing then. */
  ask(request: object, timeoutMs: number): Promise<unknown>
  end(): void
  readonly ended: boolean
}

const longestComplaint = 2_000

/** One question at a time; an answer bears the number of its question. */
export function startCompilerProcess({
  command,
  environment,
  longestAnswer = 32 * 1024 * 1024,
}: {
  command: readonly string[]
  environment: Readonly<Record<string, string>>
  /** Characters. */
  longestAnswer?: number
}): CompilerProcess {
  const [program = '', ...args] = command
  const child: ChildProcess = spawn(program, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] })
  let ended = false
  let complaint = ''
  let waiting: { id: number; resolve: (answer: unknown) => void; reject: (error: Error) => void } | undefined
  let lastId = 0
  let received = 0

  const close = (why: string): void => {
    if (!ended) child.kill('SIGKILL')
    ended = true
    waiting?.reject(new Error(`${why}${complaint === '' ? '' : `: ${complaint.trim()}`}`))
    waiting = undefined
  }
  child.on('error', (error) => close(error.message))
  child.on('exit', (code, signal) => close(`The compiler has ended with ${code ?? signal ?? 'nothing'}`))
  child.stdin?.on('error', () => undefined)
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-longestComplaint)
  })
  child.stdout?.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received > longestAnswer) close('The compiler answers without end')
  })
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer = parse(line)
      const asked = waiting
      if (answer === undefined || asked === undefined || answer.id !== asked.id) return
      waiting = undefined
      asked.resolve(answer)
    })
  }
  return {
    ask: (request, timeoutMs) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(new Error('The compiler has ended'))
          return
        }
        lastId += 1
        received = 0
        complaint = ''
        const timer = setTimeout(() => close(`The compiler did not answer within ${timeoutMs / 1_000} s`), timeoutMs)
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T): void => {
            clearTimeout(timer)
            then(value)
          }
        waiting = { id: lastId, resolve: settle(resolve), reject: settle(reject) }
        child.stdin?.write(`${JSON.stringify({ id: lastId, ...request })}\n`)
      }),
    end: () => close('The compiler is not needed any more'),
    get ended() {
      return ended
    },
  }
}

/** Flink's libraries may print what is no answer. */
function parse(line: string): { readonly id?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
