import { DuplicateError, type PolicyRepository, StaleWriteError } from '@weir/domain'
import { type Access, byBytes, rowOf, type Tables } from './memory-tables.ts'

export function memoryPolicies(access: Access): PolicyRepository {
  return {
    find: (arn) => access.read((tables) => rowOf(tables.policies.get(arn))),
    put: (policy) =>
      access.write((tables) => {
        const { document, updatedAt } = policy
        const existing = tables.policies.get(policy.arn)
        const taken = [...tables.policies.values()].some(
          ({ arn, accountId, name }) => arn !== policy.arn && accountId === policy.accountId && name === policy.name,
        )
        if (taken) throw new DuplicateError(`policy ${policy.name} exists`)
        tables.policies.set(policy.arn, rowOf(existing === undefined ? policy : { ...existing, document, updatedAt }))
      }),
    list: (accountId) =>
      access.read((tables) =>
        [...tables.policies.values()]
          .filter((policy) => policy.accountId === accountId)
          .sort((a, b) => byBytes(a.name, b.name))
          .map(rowOf),
      ),
    remove: (arn) =>
      access.write((tables) => {
        if ([...tables.attachments.values()].some(({ policyArn }) => policyArn === arn)) return false
        tables.policies.delete(arn)
        return true
      }),
    attach: (principalArn, policyArn) =>
      access.write((tables) => {
        requirePrincipal(tables, principalArn)
        if (!tables.policies.has(policyArn)) throw new StaleWriteError('its policy is gone')
        tables.attachments.set(`${principalArn} ${policyArn}`, { principalArn, policyArn })
      }),
    detach: (principalArn, policyArn) =>
      access.write((tables) => void tables.attachments.delete(`${principalArn} ${policyArn}`)),
    putInline: (principalArn, { name, document }) =>
      access.write((tables) => {
        requirePrincipal(tables, principalArn)
        tables.inlinePolicies.set(`${principalArn} ${name}`, { principalArn, name, document })
      }),
    removeInline: (principalArn, name) =>
      access.write((tables) => void tables.inlinePolicies.delete(`${principalArn} ${name}`)),
    documentsOf: (principalArn) =>
      access.read((tables) => {
        const { attached, inline } = policiesOf(tables, principalArn)
        return [...attached, ...inline].map(({ document }) => document)
      }),
    of: (principalArn) => access.read((tables) => policiesOf(tables, principalArn)),
  }
}

const policiesOf = (tables: Tables, principalArn: string) => ({
  attached: [...tables.attachments.values()]
    .filter((each) => each.principalArn === principalArn)
    .sort((a, b) => byBytes(a.policyArn, b.policyArn))
    .flatMap(({ policyArn }) => rowOf(tables.policies.get(policyArn)) ?? []),
  inline: [...tables.inlinePolicies.values()]
    .filter((each) => each.principalArn === principalArn)
    .sort((a, b) => byBytes(a.name, b.name))
    .map(({ name, document }) => ({ name, document })),
})

export function requirePrincipal(tables: Tables, arn: string): void {
  if (!tables.principals.has(arn)) throw new StaleWriteError('its principal is gone')
}
