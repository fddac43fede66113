/** What stands in place of a secret, as with Flink itself. */
export const hidden = '******'

/**
 * Names of options whose value nobody needs to see. Flink hides those with `secret`, `password` or `token` itself, but not key ids,
 * and nothing in what a program has put among its own parameters.
 */
const secretName =
  /secret|passw|token|credential|access[._-]?key|api[._-]?key|private[._-]?key|service[._-]?key|account[._-]?key|auth|jaas/i

export const isSecretName = (name: string): boolean => secretName.test(name)

/** `-Dname=value` and the like in a list of program arguments. */
const argument = /^(-{0,2}[^=\s]*?)=(.*)$/s

/**
 * Flink's JSON about its configuration with the values of secret options replaced. Options come as `{key, value}` pairs, as members of an
 * object, or as arguments of a command line.
 */
export function hideSecrets(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(hideSecrets)
  if (typeof json === 'string') return hideArgument(json)
  if (typeof json !== 'object' || json === null) return json
  const { key } = json as { key?: unknown }
  if (typeof key === 'string' && 'value' in json) {
    return { ...json, value: isSecretName(key) ? hidden : hideSecrets(json.value) }
  }
  return Object.fromEntries(
    Object.entries(json).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' && isSecretName(name) ? hidden : hideSecrets(value),
    ]),
  )
}

function hideArgument(text: string): string {
  const [, name = '', value] = argument.exec(text) ?? []
  return value !== undefined && isSecretName(name) ? `${name}=${hidden}` : text
}
