import { Prisma } from '../generated/client.ts'

/** A database, or one transaction in it: what repositories work on. */
export type Database = Prisma.TransactionClient

/** A value for a json column: members that are undefined and shared structure are gone. */
export function json(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject
}

export function jsonOrNull(value: object | undefined): Prisma.InputJsonObject | typeof Prisma.DbNull {
  return value === undefined ? Prisma.DbNull : json(value)
}

/** Text from outside (a job's exception, a user's tag) for a text column: Postgres takes no U+0000, UTF-8 no half pairs. */
export function text(value: string): string {
  return value.replace(/[\u0000\p{Surrogate}]/gu, '\uFFFD')
}

export function textOrNull(value: string | undefined): string | null {
  return value === undefined ? null : text(value)
}

/** Every member that is null is undefined instead, as the domain has it. */
type WithoutNulls<Row> = { [Key in keyof Row]: null extends Row[Key] ? NonNullable<Row[Key]> | undefined : Row[Key] }

export function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  const members = Object.entries(row).filter(([, value]) => value !== null)
  return Object.fromEntries(members) as WithoutNulls<Row>
}
