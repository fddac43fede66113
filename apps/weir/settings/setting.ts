/** A setting that stops the start: names the variable, the value's problem and an example. */
export class SettingError extends Error {
  constructor(variable: string, problem: string, example: string) {
    super(`${variable} ${problem}. Example: ${variable}=${example}`)
    this.name = 'SettingError'
  }
}

/** Typed readers over an environment. An empty value counts as absent, as in compose files. */
export const setting = (env: Readonly<Record<string, string | undefined>>) => {
  const optional = (name: string): string | undefined => {
    const value = env[name]?.trim()
    return value === undefined || value === '' ? undefined : value
  }
  const text = (name: string, fallback: string): string => optional(name) ?? fallback

  const matching = (name: string, pattern: RegExp, fallback: string): string => {
    const value = text(name, fallback)
    if (pattern.test(value)) return value
    throw new SettingError(name, `has the value "${value}", which does not match ${String(pattern)}`, fallback)
  }

  const optionalMatching = (name: string, pattern: RegExp, example: string): string | undefined =>
    optional(name) === undefined ? undefined : matching(name, pattern, example)

  const choice = <T extends string>(name: string, choices: readonly T[], fallback: T): T => {
    const value = text(name, fallback)
    const found = choices.find((each) => each === value)
    if (found !== undefined) return found
    throw new SettingError(name, `has the value "${value}", which is not one of ${choices.join(', ')}`, fallback)
  }

  const integer = (name: string, { min, max, fallback }: { min: number; max: number; fallback: number }): number => {
    const value = text(name, String(fallback))
    if (/^\d+$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value)
    const rule = `which is not a whole number from ${String(min)} to ${String(max)}`
    throw new SettingError(name, `has the value "${value}", ${rule}`, String(fallback))
  }

  const flag = (name: string, fallback: boolean): boolean =>
    choice(name, ['true', 'false'] as const, fallback ? 'true' : 'false') === 'true'

  const url = (name: string, protocols: readonly string[], example: string): string | undefined => {
    const value = optional(name)
    if (value === undefined) return undefined
    // The value may hold a password: it is never repeated.
    if (!URL.canParse(value)) throw new SettingError(name, 'is not a URL', example)
    if (protocols.includes(new URL(value).protocol)) return value
    throw new SettingError(name, `does not begin with ${protocols.map((each) => `${each}//`).join(' or ')}`, example)
  }

  /** A key and its secret: both or neither. */
  const pair = (idName: string, secretName: string): { accessKeyId: string; secretAccessKey: string } | undefined => {
    const accessKeyId = optional(idName)
    const secretAccessKey = optional(secretName)
    if (accessKeyId === undefined && secretAccessKey === undefined) return undefined
    if (accessKeyId === undefined)
      throw new SettingError(idName, `is needed beside ${secretName}`, 'AKIAIOSFODNN7EXAMPLE')
    if (secretAccessKey === undefined) throw new SettingError(secretName, `is needed beside ${idName}`, 'a-long-secret')
    return { accessKeyId, secretAccessKey }
  }

  return {
    optional,
    text,
    matching,
    optionalMatching,
    choice,
    integer,
    flag,
    url,
    pair,
    port: (name: string, fallback: number) => integer(name, { min: 1, max: 65_535, fallback }),
  }
}
