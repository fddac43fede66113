import { shapeNamed } from '@weir/service-model/shape-named'

/** What CloudTrail itself writes in place of such a value. */
export const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS'

/** The code of an application, and what opens the door by itself. */
const hiddenMembers = new Set([
  'ZipFileContent',
  'ZipFileContentUpdate',
  'TextContent',
  'TextContentUpdate',
  'AuthorizedUrl',
])

/** Names that people give to secrets, in property groups and in tags. */
const secretName = /secret|passw|pwd|token|credential|api-?_?key|access-?_?key|private-?_?key/i

/** Secrets inside a value: a connection string, a JAAS line. */
const secretInside = /(passw(or)?d|pwd|secret|token)\s*=|\/\/[^/\s:@]+:[^/\s@]+@/i

/**
 * An input or output as CloudTrail shows one: member names begin with a small letter, timestamps are text, secrets are hidden.
 * The walk follows the model's shapes, so that the keys of a map stay as they were written and nothing outside of the model
 * gets in.
 */
export function maskedValue(shapeName: string, value: unknown): unknown {
  const shape = shapeNamed(shapeName)
  switch (shape.type) {
    case 'structure': {
      const given = value as Record<string, unknown>
      const names = Object.keys(shape.members).filter((name) => given[name] !== undefined && given[name] !== null)
      return Object.fromEntries(
        names.map((name) => [
          name.charAt(0).toLowerCase() + name.slice(1),
          hiddenMembers.has(name) || (name === 'Value' && isSecret(given['Key'], given[name]))
            ? hidden
            : maskedValue(shape.members[name] ?? '', given[name]),
        ]),
      )
    }
    case 'list':
      return (value as unknown[]).map((item) => maskedValue(shape.member, item))
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Record<string, unknown>).map(([key, item]) => [
          key,
          isSecret(key, item) ? hidden : maskedValue(shape.value, item),
        ]),
      )
    case 'timestamp':
      return (value as Date).toISOString()
    case 'blob':
      return hidden
    default:
      return value
  }
}

/** Any JSON with the texts hidden that contain a secret; what its members are called says nothing here. */
export function withoutSecretsInside(value: unknown): unknown {
  if (typeof value === 'string') return secretInside.test(value) ? hidden : value
  if (Array.isArray(value)) return value.map(withoutSecretsInside)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutSecretsInside(item)]))
}

function isSecret(key: unknown, value: unknown): boolean {
  return (typeof key === 'string' && secretName.test(key)) || (typeof value === 'string' && secretInside.test(value))
}
