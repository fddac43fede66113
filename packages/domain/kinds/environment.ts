import type {
  ApplicationConfiguration,
  ApplicationConfigurationDescription,
  ApplicationConfigurationUpdate,
} from '@weir/service-model'
import type { ApplicationSpec } from '../model/spec.ts'
import { partId, readEncryption, readPropertyGroups, readVpc, requireOneVpc } from '../spec/spec-parts.ts'
import { unlessEmpty } from '../describe/unless-empty.ts'
import { updateParts } from '../spec/update-parts.ts'
import { describeVpc } from '../spec/vpc-configuration.ts'

// What Flink applications and Studio notebooks have around them: properties, encryption, a network.

type Environment = Pick<ApplicationSpec, 'propertyGroups' | 'encryption' | 'vpcConfigurations'>

export const createdEnvironment = ({
  EnvironmentProperties,
  ApplicationEncryptionConfiguration: encryption,
  VpcConfigurations = [],
}: ApplicationConfiguration): Environment => {
  requireOneVpc(VpcConfigurations.length)
  return {
    propertyGroups: readPropertyGroups(EnvironmentProperties?.PropertyGroups ?? []),
    encryption: readEncryption(encryption?.KeyType ?? 'AWS_OWNED_KEY', encryption?.KeyId),
    vpcConfigurations: VpcConfigurations.map(({ SubnetIds, SecurityGroupIds }, index) =>
      readVpc(partId(1, index), SubnetIds, SecurityGroupIds),
    ),
  }
}

/** Property groups are replaced as a set. */
export const updatedEnvironment = (current: ApplicationSpec, update: ApplicationConfigurationUpdate): Environment => {
  const groups = update.EnvironmentPropertyUpdates?.PropertyGroups
  const encryption = update.ApplicationEncryptionConfigurationUpdate
  return {
    propertyGroups: groups === undefined ? current.propertyGroups : readPropertyGroups(groups),
    encryption:
      encryption === undefined ? current.encryption : readEncryption(encryption.KeyTypeUpdate, encryption.KeyIdUpdate),
    vpcConfigurations: updateParts('VPC configuration', current.vpcConfigurations, {
      updates: update.VpcConfigurationUpdates ?? [],
      idOf: ({ VpcConfigurationId }) => VpcConfigurationId,
      change: ({ id, subnetIds, securityGroupIds }, { SubnetIdUpdates, SecurityGroupIdUpdates }) =>
        readVpc(id, SubnetIdUpdates ?? subnetIds, SecurityGroupIdUpdates ?? securityGroupIds),
    }),
  }
}

export const describeEnvironment = (spec: ApplicationSpec): ApplicationConfigurationDescription => ({
  EnvironmentPropertyDescriptions: spec.propertyGroups && {
    PropertyGroupDescriptions: spec.propertyGroups.map(({ id, map }) => ({
      PropertyGroupId: id,
      PropertyMap: { ...map },
    })),
  },
  ApplicationEncryptionConfigurationDescription: spec.encryption && {
    KeyType: spec.encryption.keyType,
    KeyId: spec.encryption.keyId,
  },
  VpcConfigurationDescriptions: unlessEmpty(spec.vpcConfigurations.map(describeVpc)),
})
