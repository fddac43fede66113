import type { RoleAccess, SqlBinding } from '@weir/domain'
import { bindResource, EngineError, sampleText, StreamUnavailableError } from '@weir/domain'
import type { ActionContext, InputStartingPosition } from '@weir/service-model'
import {
  InvalidArgumentException,
  ResourceProvisionedThroughputExceededException,
  ServiceUnavailableException,
  UnsupportedOperationException,
} from '@weir/service-model'
import type { ActionDeps } from './deps.ts'

/** What a schema is discovered from. */
export interface InputSample {
  /** Undefined = it is no text. */
  readonly text: string | undefined
  /** Nothing is cut off at its end. */
  readonly complete: boolean
  /** Of a stream: its records as they are, and what a function made of them. */
  readonly raw?: readonly string[] | undefined
  readonly processed?: readonly string[] | undefined
}

const mostRecords = 100

/** Some records of a stream, wherever it is bound to, after a function where one is asked for. */
export const sampleStream = async (
  { streams, bindings = {} }: Pick<ActionDeps, 'streams' | 'bindings'>,
  asked: {
    streamArn: string
    processorArn: string | undefined
    position: InputStartingPosition
    access: RoleAccess
    context: ActionContext
  },
): Promise<InputSample> => {
  if (streams === undefined) throw new UnsupportedOperationException('This service cannot read streams.')
  const { streamArn, processorArn, position, access, context } = asked
  const bind = (arn: string, use: 'source' | 'processor'): SqlBinding =>
    bound(() => bindResource(arn, { use, bindings, endpoints: access.endpoints }))
  const source = bind(streamArn, 'source')
  const processor = processorArn === undefined ? undefined : bind(processorArn, 'processor')
  try {
    const { records, processed } = await streams.sample({
      source,
      processor,
      streamArn,
      position,
      access,
      most: mostRecords,
    })
    const texts = (processed ?? records).map(textOf)
    return {
      text: texts.some((each) => each === undefined) ? undefined : texts.join('\n'),
      complete: true,
      raw: records.map((each) => textOf(each) ?? ''),
      processed: processed?.map((each) => textOf(each) ?? ''),
    }
  } catch (error) {
    if (!(error instanceof StreamUnavailableError)) throw error
    context.logger.warn({ streamArn, cause: error.message }, 'a stream is not readable')
    if (error.throttled) {
      throw new ResourceProvisionedThroughputExceededException(`The stream ${streamArn} is read too often.`)
    }
    throw new ServiceUnavailableException(`The stream ${streamArn} cannot be read: ${error.message}`)
  }
}

const textOf = (bytes: Uint8Array): string | undefined => sampleText(bytes, { complete: true })?.trimEnd()

/** What is bound to something else is the caller's to know. */
const bound = (bind: () => SqlBinding): SqlBinding => {
  try {
    return bind()
  } catch (error) {
    if (error instanceof EngineError) throw new InvalidArgumentException(error.message)
    throw error
  }
}
