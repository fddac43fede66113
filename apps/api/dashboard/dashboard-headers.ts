/** The one inline script of Flink's page: its style sheet's `this.media='all'`. */
const styleSheetLoader = "'unsafe-hashes' 'sha256-MhtPZXr7+LpJUY5qtMutB+qWfQtMaPccfe7QXtCcEYc='"

/**
 * What a dashboard's page may do in a browser: run the scripts of Flink's distribution and read from where it came. Its data come from
 * an application's own code.
 */
export const dashboardHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'self' ${styleSheetLoader}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // A link out of a log would tell the application's id.
  'referrer-policy': 'no-referrer',
}
