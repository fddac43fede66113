import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { encodeError } from '@weir/aws-wire'
import { RequestEntityTooLargeException, SerializationException, ServiceError } from '@weir/service-model'

/** Answers on a socket what is not HTTP, or not in time; no route and no hook ever sees such a request. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  // The client is gone, or an answer is on its way already: nothing more can be said.
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy()
    return
  }
  const { status, refusal } = refusalOf(error.code)
  const { headers, body } = encodeError(refusal)
  const lines = [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/x-amz-json-1.1',
    `content-length: ${Buffer.byteLength(body)}`,
    `date: ${new Date().toUTCString()}`,
    `x-amzn-requestid: ${randomUUID()}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

function refusalOf(code: string | undefined): { status: string; refusal: ServiceError } {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const refusal = new RequestEntityTooLargeException('The request header is larger than this API takes.')
    return { status: '431 Request Header Fields Too Large', refusal }
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const message = 'The request did not arrive in time.'
    const refusal = new ServiceError({ name: 'RequestTimeoutException', statusCode: 408, message })
    return { status: '408 Request Timeout', refusal }
  }
  return { status: '400 Bad Request', refusal: new SerializationException('The request is not HTTP.') }
}
