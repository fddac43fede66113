import type { Condition } from '../decide/condition.ts'

/** Which actions or resources a statement is about: those that match one of the patterns, or (`except`) all others. */
export interface Selection {
  readonly patterns: readonly string[]
  readonly except: boolean
}

export interface Statement {
  readonly sid?: string | undefined
  readonly effect: 'Allow' | 'Deny'
  readonly actions: Selection
  readonly resources: Selection
  /** All of them must hold. */
  readonly conditions: readonly Condition[]
}

/** An identity-based policy, read and checked (`readPolicy`). */
export interface PolicyDocument {
  /** Policy variables (`${aws:username}`) exist in the newer version only; in the older one they are plain text. */
  readonly version: '2012-10-17' | '2008-10-17'
  readonly statements: readonly Statement[]
}

/** The document cannot be a policy; `element` is the path to the culprit, such as `Statement[1].Condition.StringEquals`. */
export class MalformedPolicyError extends Error {
  override readonly name = 'MalformedPolicyError'
  readonly element: string

  constructor(element: string, problem: string) {
    super(`${element} ${problem}`)
    this.element = element
  }
}
