import type { ActionName, ActionTypes } from './generated/actions.ts'

/** Who makes a request, as the authentication found out. */
export interface Principal {
  readonly accountId: string
  /** ARN of the user or the assumed role. */
  readonly arn: string
  readonly userName: string
  /** When its temporary credentials were issued; absent = it signs with a key of its own. */
  readonly sessionStartedAt?: Date | undefined
}

/** The part of a structured logger (pino's, for example) that an action may use. */
export interface ActionLogger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What an action knows about the request besides its input. Nothing in here is HTTP. */
export interface ActionContext {
  /** The id the client sees as x-amzn-RequestId. */
  readonly requestId: string
  /** The region this installation serves. */
  readonly region: string
  readonly principal: Principal
  /** The address at which the caller says it reached the service (`https://weir.example:4580`); its word alone. */
  readonly reachedAt?: string | undefined
  /** Every line it writes carries the request id and the action's name. */
  readonly logger: ActionLogger
}

/**
 * One action of the API. The input has been validated against the model; the output is encoded, not validated.
 * A `ServiceError` is the client's answer; anything else that is thrown becomes an InternalFailure.
 */
export type ActionHandler<N extends ActionName> = (
  input: ActionTypes[N]['input'],
  context: ActionContext,
) => Promise<ActionTypes[N]['output']>

/** All actions by name. */
export type ActionHandlers = { readonly [N in ActionName]: ActionHandler<N> }
