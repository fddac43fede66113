import type { VpcConfiguration, VpcConfigurationDescription } from '@weir/service-model'
import { refuseForeignParts } from '../kinds/foreign-parts.ts'
import type { ApplicationSpec, VpcSpec } from '../model/spec.ts'
import { partId, readVpc, requireOneVpc } from './spec-parts.ts'
import { withoutPart } from './without-part.ts'

/** The spec of the next version, `versionId`, with one more VPC configuration. Throws what AWS refuses: a second one, any of a SQL application. */
export const addVpc = (
  spec: ApplicationSpec,
  versionId: number,
  { SubnetIds, SecurityGroupIds }: VpcConfiguration,
): ApplicationSpec => {
  refuseForeignParts({ VpcConfigurations: SubnetIds }, spec.runtimeEnvironment)
  const vpcConfigurations = [...spec.vpcConfigurations, readVpc(partId(versionId, 0), SubnetIds, SecurityGroupIds)]
  requireOneVpc(vpcConfigurations.length)
  return { ...spec, vpcConfigurations }
}

export const deleteVpc = (spec: ApplicationSpec, id: string): ApplicationSpec => {
  refuseForeignParts({ VpcConfigurations: id }, spec.runtimeEnvironment)
  return { ...spec, vpcConfigurations: withoutPart('VPC configuration', spec.vpcConfigurations, id) }
}

export const describeVpc = ({ id, vpcId, subnetIds, securityGroupIds }: VpcSpec): VpcConfigurationDescription => ({
  VpcConfigurationId: id,
  VpcId: vpcId,
  SubnetIds: [...subnetIds],
  SecurityGroupIds: [...securityGroupIds],
})
