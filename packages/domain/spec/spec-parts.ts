import type { KeyType, PropertyGroup } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { accountOfRole, isLogStreamArn } from '../arn.ts'
import type { ApplicationSpec, PropertyGroupSpec, VpcSpec } from '../model/spec.ts'
import { vpcIdOf } from './vpc-id.ts'

// The members of a spec that create and update read by the same rules. Things of other AWS services are taken by form: they
// are checked to look right, never looked up.

/** An empty list is the same as none (Terraform sends one to remove all groups). */
export const readPropertyGroups = (groups: readonly PropertyGroup[]): readonly PropertyGroupSpec[] | undefined => {
  const seen = new Set<string>()
  for (const { PropertyGroupId } of groups) {
    if (seen.has(PropertyGroupId)) {
      throw new InvalidArgumentException(
        `Found a duplicate PropertyGroupId : '${PropertyGroupId}'. Please provide unique PropertyGroupIds.`,
      )
    }
    seen.add(PropertyGroupId)
  }
  if (groups.length === 0) return undefined
  return groups.map(({ PropertyGroupId, PropertyMap }) => ({ id: PropertyGroupId, map: { ...PropertyMap } }))
}

export const readEncryption = (keyType: KeyType, keyId: string | undefined): ApplicationSpec['encryption'] => {
  if (keyType === 'AWS_OWNED_KEY') {
    if (keyId === undefined) return { keyType }
    throw new InvalidArgumentException('keyId cannot be provided with the AWS_OWNED_KEY keyType.')
  }
  if (keyId !== undefined) return { keyType, keyId }
  throw new InvalidArgumentException(
    'You have selected CUSTOMER_MANAGED_KEY for keyType. Please provide a valid key id.',
  )
}

export const readVpc = (id: string, subnetIds: readonly string[], securityGroupIds: readonly string[]): VpcSpec => {
  requireIds('subnet', subnetIds)
  requireIds('sg', securityGroupIds)
  return { id, vpcId: vpcIdOf(subnetIds), subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] }
}

/** `count`: how many the application would have. */
export const requireOneVpc = (count: number): void => {
  if (count > 1) throw new InvalidArgumentException('Kinesis Analytics currently supports only 1 VPC configuration(s)')
}

const requireIds = (prefix: 'subnet' | 'sg', ids: readonly string[]): void => {
  const wrong = ids.find((id) => !new RegExp(`^${prefix}-[0-9A-Za-z]+$`).test(id))
  if (wrong === undefined) return
  const kind = prefix === 'sg' ? 'Security group' : 'Subnet'
  throw new InvalidArgumentException(`${kind} ID ${wrong} is invalid.`)
}

export const requireLogStreamArn = (arn: string): void => {
  if (!isLogStreamArn(arn)) throw new InvalidArgumentException(`CloudWatch log stream ARN ${arn} is invalid.`)
}

/** `count`: how many the application would have. */
export const requireOneLoggingOption = (count: number): void => {
  if (count > 1) throw new InvalidArgumentException('Kinesis Analytics currently supports only 1 logging option.')
}

/** The role must be one of the caller's account; whether the service may use it is asked of the RoleResolver. */
export const requireOwnRole = (roleArn: string, accountId: string): void => {
  const owner = accountOfRole(roleArn)
  if (owner === undefined) throw new InvalidArgumentException(`Service execution role ARN ${roleArn} is invalid.`)
  if (owner !== accountId) {
    throw new InvalidArgumentException(
      `Cross-account pass role is not allowed, The role should belong to account '${accountId}'`,
    )
  }
}

/** `<version that creates it>.<ordinal>`: how AWS numbers inputs, outputs, reference data, logging options and VPC configurations. */
export const partId = (versionId: number, index: number): string => `${versionId}.${index + 1}`
