import { matchesArn } from './arn-pattern.ts'
import { holds } from './condition.ts'
import { matches, readPattern } from './pattern.ts'
import type { PolicyDocument, Selection, Statement } from '../policy/policy-document.ts'
import type { RequestContext } from './request-context.ts'

/** What somebody wants to do. */
export interface AccessRequest {
  /** Such as `kinesisanalytics:StartApplication`. */
  readonly action: string
  /** An ARN, or `*` for an action that is about no resource. */
  readonly resource: string
  readonly context: RequestContext
}

export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny'

/** What a principal's policies say of a request: a deny wins over every allow, and what nothing allows is denied. */
export const decide = (policies: readonly PolicyDocument[], request: AccessRequest): Decision => {
  const effects = new Set<Statement['effect']>()
  for (const policy of policies) {
    const variables = policy.version === '2012-10-17' ? request.context : undefined
    for (const statement of policy.statements) {
      if (!effects.has(statement.effect) && applies(statement, request, variables)) effects.add(statement.effect)
    }
  }
  if (effects.has('Deny')) return 'explicit-deny'
  return effects.has('Allow') ? 'allow' : 'implicit-deny'
}

const applies = (
  statement: Statement,
  { action, resource, context }: AccessRequest,
  variables: RequestContext | undefined,
): boolean =>
  selects(statement.actions, (pattern) => matchesAction(pattern, action)) &&
  selects(statement.resources, (pattern) => matchesResource(pattern, resource, variables)) &&
  statement.conditions.every((condition) => holds(condition, { context, variables }))

const selects = ({ patterns, except }: Selection, matching: (pattern: string) => boolean): boolean =>
  patterns.some(matching) !== except

const matchesAction = (pattern: string, action: string): boolean => {
  const read = readPattern(pattern.toLowerCase())
  return read !== undefined && matches(read, action.toLowerCase())
}

const matchesResource = (pattern: string, resource: string, variables: RequestContext | undefined): boolean => {
  if (resource !== '*') return matchesArn(pattern, resource, variables)
  // An action without resources needs `*` itself, or something that matches it.
  const read = readPattern(pattern, { context: variables })
  return read !== undefined && matches(read, '*')
}
