import type { ServiceError } from '@weir/service-model'

/** An error as awsJson1_1 carries it. */
export interface EncodedError {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** SDKs differ in where they look for the name (header or `__type`) and the text (`message` or `Message`): each finds it. */
export function encodeError({ name, statusCode, message, details }: ServiceError): EncodedError {
  return {
    statusCode,
    headers: { 'x-amzn-errortype': name },
    body: JSON.stringify({ ...details, __type: name, message, Message: message }),
  }
}
