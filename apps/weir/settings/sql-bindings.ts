import { readFile } from 'node:fs/promises'
import type { SqlBindings, SqlBindingTarget } from '@weir/domain'

/**
 * Reads the file of bindings: a JSON object from ARNs, or prefixes of ARNs with `*` at their end, to what stands behind them here
 * (docs/operations.md). Throws an Error that names the entry and what is wrong with it.
 */
export const readSqlBindings = async (file: string | undefined): Promise<SqlBindings> => {
  if (file === undefined) return {}
  const given: unknown = parse(await readFile(file, 'utf8'), file)
  const entries = Object.entries(objectOf(given, file)).map(([arn, target]) => {
    const where = `${file}: ${arn}`
    requirePattern(arn, where)
    return [arn, readTarget(objectOf(target, where), where)] as const
  })
  return Object.fromEntries(entries)
}

type Given = Readonly<Record<string, unknown>>

const readTarget = (given: Given, where: string): SqlBindingTarget => {
  const { kind } = given
  switch (kind) {
    case 'kinesis':
    case 'firehose':
    case 'lambda':
      requireOnly(given, ['endpoint'], where)
      return { kind, endpoint: given['endpoint'] === undefined ? undefined : urlOf(given, 'endpoint', where) }
    case 'kafka':
      requireOnly(given, ['bootstrapServers', 'topic', 'properties'], where)
      return {
        kind,
        bootstrapServers: textOf(given, 'bootstrapServers', where),
        topic: given['topic'] === undefined ? '{name}' : textOf(given, 'topic', where),
        properties: propertiesOf(given['properties'] ?? {}, `${where}: properties`),
      }
    case 'files':
      requireOnly(given, ['uri'], where)
      return { kind, uri: uriOf(given, where) }
    case 'http':
      requireOnly(given, ['url'], where)
      return { kind, url: urlOf(given, 'url', where) }
    default:
      throw new Error(`${where}: kind must be one of kinesis, firehose, lambda, kafka, files, http.`)
  }
}

const requirePattern = (arn: string, where: string): void => {
  if (/^arn:[^*]*\*?$/.test(arn)) return
  throw new Error(`${where} is neither an ARN nor the beginning of ARNs with * at its end.`)
}

/** A member that is misspelt would be silently without effect. */
const requireOnly = (given: Given, members: readonly string[], where: string): void => {
  const unknown = Object.keys(given).find((name) => name !== 'kind' && !members.includes(name))
  if (unknown === undefined) return
  throw new Error(`${where}: ${unknown} is unknown for kind ${String(given['kind'])}; it has ${members.join(', ')}.`)
}

const textOf = (given: Given, name: string, where: string): string => {
  const value = given[name]
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new Error(`${where}: ${name} must be a text.`)
}

const urlOf = (given: Given, name: string, where: string): string => {
  const value = textOf(given, name, where)
  const { protocol } = URL.canParse(value) ? new URL(value) : { protocol: '' }
  if (protocol === 'http:' || protocol === 'https:') return value
  throw new Error(`${where}: ${name} must be an http:// or https:// URL.`)
}

const uriOf = (given: Given, where: string): string => {
  const value = textOf(given, 'uri', where)
  if (/^(s3:\/\/[^/]+|file:\/)/.test(value)) return value
  throw new Error(`${where}: uri must begin with s3://<bucket> or file:/.`)
}

const propertiesOf = (given: unknown, where: string): Readonly<Record<string, string>> => {
  const entries = Object.entries(objectOf(given, where)).map(([name, value]): [string, string] => {
    if (typeof value === 'string') return [name, value]
    if (typeof value === 'number' || typeof value === 'boolean') return [name, `${value}`]
    throw new Error(`${where}: ${name} must be a text, a number or a truth value.`)
  })
  return Object.fromEntries(entries)
}

const parse = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`, { cause: error })
  }
}

const objectOf = (value: unknown, where: string): Given => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Given
  throw new Error(`${where} must be an object.`)
}
