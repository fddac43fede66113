import { MalformedPolicyError, type Selection, type Statement } from './policy-document.ts'
import { members, requireKnown, strings } from './policy-json.ts'
import { readConditions } from './read-conditions.ts'

const known = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

export const readStatement = (value: unknown, element: string): Statement => {
  const given = members(value, element)
  if (given.Principal !== undefined || given.NotPrincipal !== undefined) {
    throw new MalformedPolicyError(
      `${element}.Principal`,
      'is not allowed: the policy is about whom it is attached to.',
    )
  }
  requireKnown(given, known, element)
  const { Sid: sid, Effect: effect } = given
  if (sid !== undefined && (typeof sid !== 'string' || !/^[A-Za-z0-9]*$/.test(sid))) {
    throw new MalformedPolicyError(`${element}.Sid`, 'must be letters and digits.')
  }
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new MalformedPolicyError(`${element}.Effect`, 'must be "Allow" or "Deny".')
  }
  return {
    sid,
    effect,
    actions: selection(given, { element, name: 'Action', form: actionForm, wanted: 'service:action or *' }),
    resources: selection(given, { element, name: 'Resource', form: resourceForm, wanted: 'an ARN or *' }),
    conditions: given.Condition === undefined ? [] : readConditions(given.Condition, `${element}.Condition`),
  }
}

/** A service by its full name, an action with wildcards. */
const actionForm = /^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/
const resourceForm = /^(\*|arn:[^:]*(:.*)?)$/s

const selection = (
  given: Readonly<Record<string, unknown>>,
  { element, name, form, wanted }: { element: string; name: 'Action' | 'Resource'; form: RegExp; wanted: string },
): Selection => {
  const [positive, negative] = [given[name], given[`Not${name}`]]
  if ((positive === undefined) === (negative === undefined)) {
    const problem = positive === undefined ? 'is required' : 'cannot be used at once'
    throw new MalformedPolicyError(element, `${name} or Not${name} ${problem}.`)
  }
  const except = positive === undefined
  const path = `${element}.${except ? 'Not' : ''}${name}`
  const patterns = strings(positive ?? negative, path)
  const wrong = patterns.find((pattern) => !form.test(pattern))
  if (wrong !== undefined) throw new MalformedPolicyError(path, `has the value "${wrong}", which is not ${wanted}.`)
  return { patterns, except }
}
