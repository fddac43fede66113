import { createHmac, timingSafeEqual } from 'node:crypto'

/** How old a signature may be, and how far the clocks of two hosts may differ. */
const toleranceMs = 60_000

/** The header by which one process of the installation tells another that it is one. */
export const signatureHeader = 'x-weir-signature'

/** Signs one GET of `target` (path and query) with the installation's key. */
export const signInternal = ({ key, target, now }: { key: string; target: string; now: Date }): string => {
  const at = String(now.getTime())
  return `${at}.${macOf(key, at, target).toString('base64url')}`
}

/** True when a process that has the key has just asked for `target`. A repetition only reads the same page again. */
export const isSignedInternal = ({
  key,
  target,
  signature,
  now,
}: {
  key: string
  target: string
  signature: string
  now: Date
}): boolean => {
  const [at = '', mac = ''] = signature.split('.')
  const [given, right] = [Buffer.from(mac, 'base64url'), macOf(key, at, target)]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return false
  return Math.abs(now.getTime() - Number(at)) <= toleranceMs
}

const macOf = (key: string, at: string, target: string): Buffer =>
  createHmac('sha256', key).update(`weir-internal.${at}.GET ${target}`).digest()
