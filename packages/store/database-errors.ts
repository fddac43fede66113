import { DuplicateError, StaleWriteError } from '@weir/domain'
import { Prisma } from './generated/client.ts'

/** Runs one write and turns the database's refusals into the port's errors. */
export async function translated<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === 'UniqueConstraintViolation') throw new DuplicateError('the row exists', { cause: error })
    if (refusal === 'ForeignKeyConstraintViolation')
      throw new StaleWriteError('what it belongs to is gone', { cause: error })
    throw error
  }
}

/** Serialization failure or deadlock: the transaction had no effect, and trying it again may well succeed. */
export function isConflict(error: unknown): boolean {
  return refusalOf(error) === 'TransactionWriteConflict'
}

// Typed queries have a code of Prisma's; raw ones carry the driver's own word inside.
const kinds: Readonly<Record<string, string>> = {
  P2002: 'UniqueConstraintViolation',
  P2003: 'ForeignKeyConstraintViolation',
  P2034: 'TransactionWriteConflict',
}

function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined
  if (kinds[error.code]) return kinds[error.code]
  const driver = error.meta?.['driverAdapterError'] as { cause?: { kind?: string } } | undefined
  return driver?.cause?.kind
}
