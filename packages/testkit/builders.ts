import { randomUUID } from 'node:crypto'
import type {
  AccessKey,
  Application,
  ApplicationSpec,
  ApplicationVersion,
  ClusterObservation,
  CodeBundle,
  Deployment,
  Diagnosis,
  EnhancedSnapshot,
  EnhancedSnapshotOperation,
  FlinkSpec,
  Operation,
  IdentityPrincipal,
  Role,
  RoleAccess,
  Scope,
  Snapshot,
  SpecRules,
} from '@weir/domain'
import { defaultQuotas } from '@weir/domain'

/** Records with every required field filled in. Identities are new with each call; pass what the test is about. */

export const aScope: Scope = { accountId: '123456789012', region: 'us-east-1' }
export const aRoleArn = `arn:aws:iam::${aScope.accountId}:role/weir-default`
const aMoment = new Date('2026-01-01T00:00:00Z')

const hex32 = (): string => randomUUID().replaceAll('-', '')

export function aCodeBundle(given: Partial<CodeBundle> = {}): CodeBundle {
  return { sha256: hex32() + hex32(), md5: hex32(), size: 4096, ...given }
}

export function aFlinkSpec(given: Partial<FlinkSpec> = {}): FlinkSpec {
  return {
    checkpoint: {
      configurationType: 'DEFAULT',
      checkpointingEnabled: true,
      checkpointInterval: 60_000,
      minPauseBetweenCheckpoints: 5_000,
    },
    monitoring: { configurationType: 'DEFAULT', metricsLevel: 'APPLICATION', logLevel: 'INFO' },
    parallelism: {
      configurationType: 'DEFAULT',
      parallelism: 1,
      parallelismPerKpu: 1,
      autoScalingEnabled: true,
    },
    ...given,
  }
}

export function aSpec(given: Partial<ApplicationSpec> = {}): ApplicationSpec {
  return {
    runtimeEnvironment: 'FLINK-2_2',
    serviceExecutionRole: aRoleArn,
    code: {
      contentType: 'ZIPFILE',
      s3: { bucketArn: 'arn:aws:s3:::code', fileKey: 'app.jar' },
      bundle: aCodeBundle(),
    },
    flink: aFlinkSpec(),
    snapshotsEnabled: true,
    vpcConfigurations: [],
    loggingOptions: [],
    ...given,
  }
}

export function anApplication(given: Partial<Application> = {}): Application {
  const id = given.id ?? randomUUID()
  const { accountId, region } = { ...aScope, ...given }
  const name = given.name ?? `application-${id.slice(-12)}`
  const spec = given.spec ?? aSpec()
  return {
    id,
    accountId,
    region,
    name,
    arn: `arn:aws:kinesisanalytics:${region}:${accountId}:application/${name}`,
    revision: 1,
    status: 'READY',
    runtimeEnvironment: spec.runtimeEnvironment,
    mode: 'STREAMING',
    versionId: 1,
    conditionalToken: hex32(),
    createdAt: aMoment,
    updatedAt: aMoment,
    spec,
    currentParallelism: spec.flink?.parallelism.parallelism ?? 1,
    maintenanceWindowStart: '06:00',
    tags: [],
    ...given,
  }
}

export function aVersion(given: Partial<ApplicationVersion> & { applicationId: string }): ApplicationVersion {
  return { versionId: 1, spec: aSpec(), createdAt: aMoment, conditionalToken: hex32(), ...given }
}

/** A finished one unless `status` says otherwise. */
export function anOperation(given: Partial<Operation> & { applicationId: string }): Operation {
  return {
    id: hex32().slice(0, 12),
    name: 'StartApplication',
    status: 'SUCCESSFUL',
    startedAt: aMoment,
    intent: {},
    phases: [],
    ...given,
  }
}

export function aSnapshot(given: Partial<Snapshot> & { applicationId: string }): Snapshot {
  return {
    name: `snapshot-${hex32().slice(0, 8)}`,
    status: 'CREATING',
    createdAt: aMoment,
    versionId: 1,
    runtimeEnvironment: 'FLINK-2_2',
    kind: 'user',
    triggerId: hex32(),
    attempts: 0,
    ...(given.status === 'READY' ? { location: 'file:/state/savepoint-1' } : {}),
    ...given,
  }
}

export function anEnhancedSnapshot(given: Partial<EnhancedSnapshot> = {}): EnhancedSnapshot {
  const { accountId, region } = { ...aScope, ...given }
  const name = given.name ?? `snapshot-${hex32().slice(0, 8)}`
  const id = given.id ?? randomUUID()
  return {
    id,
    accountId,
    region,
    name,
    arn: `arn:aws:kinesisanalytics:${region}:${accountId}:snapshot/${name}`,
    status: 'CREATING',
    createdAt: aMoment,
    initiator: 'USER',
    initiatorOperation: 'CreateSnapshot',
    source: { kind: 'application', applicationId: randomUUID(), name: 'flights', createdAt: aMoment, versionId: 1 },
    runtimeEnvironment: 'FLINK-2_2',
    sizeInBytes: 0,
    encryption: { keyType: 'AWS_OWNED_KEY' },
    tags: [],
    ...(given.status === 'READY' ? { location: `file:/state/snapshots/${id}` } : {}),
    ...given,
  }
}

/** One in progress unless `status` says otherwise. */
export function aSnapshotOperation(
  snapshot: EnhancedSnapshot,
  given: Partial<EnhancedSnapshotOperation> = {},
): EnhancedSnapshotOperation {
  const { accountId, region, id: snapshotId, name: snapshotName, arn: snapshotArn } = snapshot
  return {
    id: hex32().slice(0, 12),
    accountId,
    region,
    snapshotId,
    snapshotName,
    snapshotArn,
    kind: 'CreateSnapshot',
    status: 'IN_PROGRESS',
    startedAt: aMoment,
    order: {},
    ...given,
  }
}

export function aDeployment(given: Partial<Deployment> & { applicationId: string }): Deployment {
  return {
    id: randomUUID(),
    epoch: 1,
    versionId: 1,
    jobId: hex32(),
    parallelism: 1,
    host: 'host-1',
    state: 'planned',
    allowNonRestoredState: false,
    createdAt: aMoment,
    ...given,
  }
}

/** A healthy cluster whose job runs. */
export function anObservation(given: Partial<ClusterObservation> = {}): ClusterObservation {
  return {
    observedAt: aMoment,
    manager: 'serving',
    taskManagers: { wanted: 1, live: 1 },
    job: { state: 'RUNNING', allTasksRunning: true, parallelism: 1, restarts: 0 },
    ...given,
  }
}

/** AWS's limits, with SQL applications on. */
export function aSpecRules(given: Partial<SpecRules> = {}): SpecRules {
  return { ...aScope, quotas: defaultQuotas, deprecatedRuntimes: 'refuse', sqlApplications: 'on', ...given }
}

export function aRoleAccess(given: Partial<RoleAccess> = {}): RoleAccess {
  return {
    roleArn: aRoleArn,
    region: aScope.region,
    accessKeyId: 'AKIAROLE',
    secretAccessKey: 'role-secret',
    s3PathStyle: true,
    ...given,
  }
}

export function aRole(given: Partial<Role> = {}): Role {
  return {
    arn: aRoleArn,
    accountId: aScope.accountId,
    credentials: { accessKeyId: 'AKIAROLE', secretAccessKey: 'role-secret' },
    endpoints: {},
    ...given,
  }
}

export function aPrincipal(given: Partial<IdentityPrincipal> = {}): IdentityPrincipal {
  const { accountId = aScope.accountId, kind = 'user', name = `p-${hex32().slice(0, 12)}` } = given
  return { arn: `arn:aws:iam::${accountId}:${kind}/${name}`, accountId, kind, name, createdAt: aMoment, ...given }
}

export function anAccessKey(given: Partial<AccessKey> = {}): AccessKey {
  return {
    accessKeyId: `AKIA${hex32().slice(0, 16).toUpperCase()}`,
    secretAccessKey: hex32(),
    accountId: aScope.accountId,
    principalArn: `arn:aws:iam::${aScope.accountId}:user/admin`,
    active: true,
    createdAt: aMoment,
    ...given,
  }
}

export function aDiagnosis(given: Partial<Diagnosis> = {}): Diagnosis {
  return {
    id: randomUUID(),
    applicationId: randomUUID(),
    diagnosedAt: aMoment,
    updatedAt: aMoment,
    occurrences: 1,
    class: 'user-code',
    rule: 'user-code',
    remedy: 'Mend it.',
    cause: {
      exception: 'java.lang.IllegalStateException: broken',
      frame: 'org.example.Job.map(Job.java:7)',
      trace: 'java.lang.IllegalStateException: broken\n\tat org.example.Job.map(Job.java:7)',
      at: aMoment.toISOString(),
      operator: 'Map',
      subtask: '1/2',
      echo: false,
    },
    log: [{ component: 'taskmanager-0', lines: ['it broke'] }],
    checkpoints: { completed: 1, failed: 0, recent: [] },
    heap: [{ component: 'taskmanager-0', usedBytes: 1, maxBytes: 2, at: aMoment.toISOString() }],
    ...given,
  }
}
