import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'

/** A process as /proc shows it. */
export interface Process {
  readonly pid: number
  readonly commandLine: readonly string[]
}

/** A JVM of the process engine, recognised by the markers on its command line. */
export interface FlinkProcess extends Process {
  readonly deployment: string
  readonly application: string
  readonly component: string
  /** Of its Weir. */
  readonly dataDir: string
}

/** Every live process that works in, on or for a data directory. */
export function processesOf(dataDir: string): Process[] {
  return allProcesses().filter((process) => belongsTo(process, dataDir))
}

function belongsTo({ pid, commandLine }: Process, dataDir: string): boolean {
  return (
    commandLine.some((argument) => argument.includes(dataDir)) ||
    linkOf(pid, 'cwd').startsWith(dataDir) ||
    textOf(pid, 'environ').includes(dataDir)
  )
}

/** The Flink JVMs of one Weir or several (their sandbox wrappers carry the same markers and are left out). */
export function flinkProcesses(...dataDirs: string[]): FlinkProcess[] {
  return clusterProcesses(...dataDirs).filter(isJvm)
}

export const isJvm = ({ commandLine }: Process): boolean => basename(commandLine[0] ?? '') === 'java'

/** The Flink JVMs of one Weir or several, and their sandbox wrappers. */
export function clusterProcesses(...dataDirs: string[]): FlinkProcess[] {
  return allProcesses().flatMap((process) => {
    const deployment = marker(process, 'weir.deployment')
    if (deployment === undefined) return []
    const dataDir = dataDirs.find((each) => belongsTo(process, each))
    if (dataDir === undefined) return []
    const application = marker(process, 'weir.application') ?? ''
    const component = marker(process, 'weir.component') ?? ''
    return [{ ...process, deployment, application, component, dataDir }]
  })
}

/** One variable of a process's environment, as it was started. */
export function environmentOf({ pid }: Process, variable: string): string | undefined {
  const found = textOf(pid, 'environ')
    .split('\0')
    .find((entry) => entry.startsWith(`${variable}=`))
  return found?.slice(variable.length + 1)
}

/** The embedded Postgres's main process, by the pid it wrote itself. */
export function postmaster(dataDir: string): Process | undefined {
  return processesOf(dataDir).find(
    ({ commandLine }) => basename(commandLine[0] ?? '') === 'postgres' && commandLine.includes('-D'),
  )
}

function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({ pid: Number(name), commandLine: textOf(Number(name), 'cmdline').split('\0').filter(Boolean) }))
    .filter(({ commandLine }) => commandLine.length > 0)
}

function marker({ commandLine }: Process, name: string): string | undefined {
  return commandLine.find((argument) => argument.startsWith(`-D${name}=`))?.slice(name.length + 3)
}

function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // it ended while we looked
  }
}

function linkOf(pid: number, link: string): string {
  try {
    return readlinkSync(`/proc/${pid}/${link}`)
  } catch {
    return ''
  }
}
