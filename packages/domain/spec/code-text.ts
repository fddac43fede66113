import type { RuntimeEnvironment } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { runtimeCatalogue } from '../runtime-catalogue.ts'
import { requireNote } from '../studio/note.ts'

/** The model's limit for text that comes inline; text from S3 has the same. */
const mostCharacters = 102_400

/** No more bytes of UTF-8 than these can be text within the limit; more need not be read. */
export const mostCodeTextBytes = mostCharacters * 4

/** Throws when `text`, inline or read from S3 (undefined: it is no UTF-8, or too long to read), cannot be the code of such an application. */
export const requireCodeText = (text: string | undefined, environment: RuntimeEnvironment): void => {
  if (text !== undefined && text.length <= mostCharacters) {
    if (runtimeCatalogue[environment].family === 'ZEPPELIN') requireNote(text)
    return
  }
  throw new InvalidArgumentException(
    `Application code of content type PLAINTEXT must be UTF-8 text of at most ${mostCharacters} characters.`,
  )
}
