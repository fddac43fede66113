import type { Principal } from '@weir/service-model'

/** What a reader of an application's web UI asks for. Reading is all there is: no method, no body. */
export interface DashboardRequest {
  /** Path segments below the UI's root, decoded; the root itself is an empty list. */
  readonly path: readonly string[]
  /** The query as it came, without the question mark. */
  readonly query: string
}

/** One page of the web UI or of the API behind it. */
export interface DashboardPage {
  /** HTTP's number: 200, 404 … */
  readonly status: number
  /** Decided by Weir, never by the cluster: an application's own code can change what its cluster answers. */
  readonly contentType: string
  /** True for files of the UI, which are the same for every application of a runtime. */
  readonly lasting: boolean
  readonly body: AsyncIterable<Uint8Array>
}

/** Somebody's right to look at one application's web UI for a while. */
export interface DashboardSession {
  readonly applicationId: string
  /** The caller of CreateApplicationPresignedUrl: what policies allow it is asked again with every page. */
  readonly principal: Principal
  readonly region: string
  readonly expiresAt: Date
}

/** Makes the URLs that CreateApplicationPresignedUrl answers. */
export interface DashboardUrls {
  /**
   * A URL that opens the session when it is first used before `useBy`. `reachedAt` is where the caller reached the service,
   * for installations that have no public address by setting.
   */
  urlFor(session: DashboardSession, given: { useBy: Date; reachedAt?: string | undefined }): string
}
