import type { PolicyRepository } from '@weir/domain'
import { type Database, text } from './columns.ts'
import { translated } from '../database-errors.ts'

export function createPolicyRepository(database: Database): PolicyRepository {
  return {
    find: async (arn) => (await database.policy.findUnique({ where: { arn: text(arn) } })) ?? undefined,
    put: async ({ arn, accountId, name, document, createdAt, updatedAt }) => {
      const values = { document, updatedAt }
      await translated(
        database.policy.upsert({
          where: { arn },
          create: { arn, accountId, name, createdAt, ...values },
          update: values,
        }),
      )
    },
    list: (accountId) => database.policy.findMany({ where: { accountId }, orderBy: { name: 'asc' } }),
    remove: async (arn) => {
      await translated(database.policy.deleteMany({ where: { arn: text(arn), attachments: { none: {} } } }))
      return (await database.policy.count({ where: { arn: text(arn) } })) === 0
    },
    attach: async (principalArn, policyArn) => {
      const row = { principalArn, policyArn }
      const where = { principalArn_policyArn: row }
      await translated(database.policyAttachment.upsert({ where, create: row, update: {} }))
    },
    detach: async (principalArn, policyArn) => {
      await database.policyAttachment.deleteMany({ where: { principalArn, policyArn } })
    },
    putInline: async (principalArn, { name, document }) => {
      const where = { principalArn_name: { principalArn, name } }
      const create = { principalArn, name, document }
      await translated(database.inlinePolicy.upsert({ where, create, update: { document } }))
    },
    removeInline: async (principalArn, name) => {
      await database.inlinePolicy.deleteMany({ where: { principalArn, name } })
    },
    documentsOf: async (principalArn) => {
      const arn = text(principalArn)
      const rows = await database.$queryRaw<{ document: string }[]>`
        SELECT document FROM policy_attachments JOIN policies ON policies.arn = policy_arn WHERE principal_arn = ${arn}
        UNION ALL SELECT document FROM inline_policies WHERE principal_arn = ${arn}`
      return rows.map(({ document }) => document)
    },
    of: async (principalArn) => {
      const where = { principalArn: text(principalArn) }
      const [attached, inline] = await Promise.all([
        database.policyAttachment.findMany({ where, include: { policy: true }, orderBy: { policyArn: 'asc' } }),
        database.inlinePolicy.findMany({ where, orderBy: { name: 'asc' }, select: { name: true, document: true } }),
      ])
      return { attached: attached.map(({ policy }) => policy), inline }
    },
  }
}
