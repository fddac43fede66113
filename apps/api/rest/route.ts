import type { ActionName } from '@weir/service-model'

/** How one action is reached below /v1. `openapi.yaml` and the routes themselves are made from these and nothing else. */
export interface RestRoute {
  readonly action: ActionName
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Its {placeholders} are AWS's names of the input's members. */
  readonly path: string
  /** Input members taken from the query, by their own names with a small first letter; the others come in the body. */
  readonly query?: readonly string[]
  /** Status of success. */
  readonly status: 200 | 201 | 202 | 204
  /** Where the thing that was made, or begun, is found; {placeholders} are members of the input or the output. */
  readonly location?: string
  /**
   * What an If-Match, the ETag of an application, comes to. `demanded`: it is handed to the action as the version it must find
   * (412 when it does not), and there must be one (428). `checked`: AWS's action knows no versions, so a given one is compared beforehand.
   */
  readonly version?: 'demanded' | 'checked'
  /** The member that carries an application, whose version and content are the answer's ETag. */
  readonly tagged?: 'ApplicationDetail' | 'ApplicationVersionDetail'
  /** Members that AWS demands and that are looked up here when they are not given. */
  readonly lookedUp?: LookUp
  /** What `?wait=` may wait for. */
  readonly wait?: { readonly on: WaitSubject; readonly statuses: readonly string[] }
  /** Its body may carry 50 MiB of code. */
  readonly large?: boolean
}

/** The creation time of the thing to delete: AWS's way to make sure that it is that very one. */
export type LookUp = 'application' | 'applicationSnapshot' | 'snapshot'

export type WaitSubject = 'application' | 'applicationSnapshot' | 'snapshot'
