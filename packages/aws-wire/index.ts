export { decodeRequest } from './decode-request.ts'
export { encodeError, type EncodedError } from './encode-error.ts'
export { encodeResponse } from './encode-response.ts'
export { type RequestHeaders, requestHeaders } from './request-headers.ts'
export { splitTarget } from './request-query.ts'
export {
  type AccessKey,
  claimedKey,
  type Signer,
  verifySignature,
  type VerifySignatureOptions,
} from './verify-signature.ts'
