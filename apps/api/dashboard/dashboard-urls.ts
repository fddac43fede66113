import type { DashboardUrls } from '@weir/domain'
import type { DashboardTokens } from './dashboard-tokens.ts'

/** Where the dashboards of all applications are, each below its own id. AWS has a host for each. */
export const dashboardRoot = '/flinkdashboard'

/** Makes presigned URLs on the public address, or on the address at which their caller reached us. */
export const createDashboardUrls = ({
  tokens,
  publicUrl,
  ownUrl,
}: {
  tokens: DashboardTokens
  /** WEIR_PUBLIC_URL, an origin. */
  publicUrl?: string | undefined
  /** For a caller who named no usable address. */
  ownUrl: string
}): DashboardUrls => ({
  urlFor: (session, { useBy, reachedAt }) => {
    const base = publicUrl ?? plainOrigin(reachedAt) ?? ownUrl
    return `${base}${dashboardRoot}/${session.applicationId}?authToken=${tokens.seal(session, 'url', useBy)}`
  },
})

/**
 * The Host header as an origin, when it is one and nothing else. It is the caller's own word (its signature covers it) and the URL goes
 * back to the same caller, so nobody can be sent anywhere by somebody else's header.
 */
const plainOrigin = (address: string | undefined): string | undefined =>
  address !== undefined &&
  /^https?:\/\/([a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i.test(address)
    ? address
    : undefined
