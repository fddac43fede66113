import { toProperties } from '../launch/flink-config.ts'

/**
 * What a process that was warm is told: all that the command line and the environment of one started for its application would say
 * (io.weir.runtime.Standby). What is the JVM's own (memory, class path) it has from its start.
 */
export function orders(command: readonly string[], environment: Readonly<Record<string, string>>): string {
  const launcher = command.indexOf(LAUNCHER)
  const properties = command
    .slice(0, launcher)
    .filter((option) => option.startsWith('-D') && !MARK.test(option))
    .map((option) => option.slice(2).split('='))
    .map(([name = '', ...value]) => [`property.${name}`, value.join('=')] as const)
  const variables = Object.entries(environment).map(([name, value]) => [`environment.${name}`, value] as const)
  const words = command.slice(launcher + 1).map((word, at) => [`argument.${at}`, word] as const)
  return toProperties(Object.fromEntries([...properties, ...variables, ...words]))
}

/** The command of a process that exercises what `command` says and then waits for orders. */
export function standbyCommand(
  command: readonly string[],
  properties: Readonly<Record<string, string>>,
): readonly string[] {
  const classPath = command.indexOf('-cp')
  const told = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`)
  return [...command.slice(0, classPath), ...told, ...command.slice(classPath)]
}

const LAUNCHER = 'io.weir.runtime.Launcher'
/** They tell of whom the worker started it; whose it is now, the claim tells. */
const MARK = /^-Dweir\.(cluster|application|deployment|component|index)=/
