/**
 * What AWS's documents say of an application's life, written down a second time and in the plainest way, to hold the service
 * against. It shares no code with the service: no table, no rule, no text.
 */
export interface Config {
  readonly snapshots: boolean
  readonly rollback: boolean
  readonly vpc: boolean
  readonly logging: boolean
}

interface Version {
  readonly number: number
  readonly config: Config
  readonly updatedFrom?: number
  readonly rolledBackFrom?: number
  readonly rolledBackTo?: number
  /** What the list of versions shows once it is no longer the current one. */
  leftAs?: string
}

export interface ModelOperation {
  readonly name: string
  status: string
  readonly from?: number
  readonly to?: number
  /** Position of the rollback that answers its failure. */
  answeredBy?: number
  /** Of a scaling: the parallelism that it comes from. */
  readonly scaledFrom?: number
}

interface Snapshot {
  status: string
  readonly version: number
  readonly byUser: boolean
}

export interface ModelApplication {
  status: string
  versions: Version[]
  operations: ModelOperation[]
  /** In the order they were asked for. */
  snapshots: Map<string, Snapshot>
  jobIsDown: boolean
  parallelism: number
  /** The snapshot that the operation in progress waits for. */
  awaited?: string | undefined
}

/** `ok`, or the error's class. */
export type Outcome = string

const movable = ['READY', 'RUNNING']

export class ReferenceModel {
  application: ModelApplication | undefined

  create(config: Config): Outcome {
    if (this.application) return 'ResourceInUseException'
    this.application = {
      status: 'READY',
      versions: [{ number: 1, config }],
      operations: [{ name: 'CreateApplication', status: 'SUCCESSFUL' }],
      snapshots: new Map(),
      jobIsDown: false,
      parallelism: 1,
    }
    return 'ok'
  }

  start(from?: string): Outcome {
    const app = this.application
    if (!app) return 'ResourceNotFoundException'
    if (app.status !== 'READY') return 'ResourceInUseException'
    if (from !== undefined && app.snapshots.get(from)?.status !== 'READY') return 'InvalidArgumentException'
    app.status = 'STARTING'
    app.operations.push({ name: 'StartApplication', status: 'IN_PROGRESS' })
    return 'ok'
  }

  stop(snapshotName: string): Outcome {
    const app = this.application
    if (!app) return 'ResourceNotFoundException'
    if (app.status !== 'RUNNING') return 'ResourceInUseException'
    if (current(app).config.snapshots) {
      if (app.jobIsDown) return 'InvalidApplicationConfigurationException'
      app.snapshots.set(snapshotName, { status: 'CREATING', version: current(app).number, byUser: false })
      app.awaited = snapshotName
    }
    app.status = 'STOPPING'
    app.operations.push({ name: 'StopApplication', status: 'IN_PROGRESS' })
    return 'ok'
  }

  forceStop(): Outcome {
    const app = this.application
    if (!app) return 'ResourceNotFoundException'
    const atRestOrGoing = ['READY', 'FORCE_STOPPING', 'DELETING', 'ROLLED_BACK']
    if (atRestOrGoing.includes(app.status)) return 'ResourceInUseException'
    interrupt(app)
    giveUp(app)
    app.status = 'FORCE_STOPPING'
    app.operations.push({ name: 'StopApplication', status: 'IN_PROGRESS' })
    return 'ok'
  }

  /** `seen`: whether the caller named the newest version; undefined = named none. */
  change(
    name: string,
    { seen, snapshotName, apply }: { seen: boolean | undefined; snapshotName: string; apply: (c: Config) => Config | string },
    namesRun = false,
  ): Outcome {
    const app = this.application
    if (!app) return 'ResourceNotFoundException'
    if (!movable.includes(app.status)) return 'ResourceInUseException'
    if (seen === undefined) return 'InvalidArgumentException'
    if (!seen) return 'ConcurrentModificationException'
    if (namesRun && app.status !== 'RUNNING') return 'InvalidArgumentException'
    const config = apply(current(app).config)
    if (typeof config === 'string') return config
    const runs = app.status === 'RUNNING'
    if (runs && config.snapshots && app.jobIsDown) return 'InvalidApplicationConfigurationException'
    const from = current(app).number
    if (runs && config.snapshots) {
      app.snapshots.set(snapshotName, { status: 'CREATING', version: from, byUser: false })
      app.awaited = snapshotName
    }
    addVersion(app, { number: from + 1, config, updatedFrom: from }, app.status)
    app.operations.push({ name, status: runs ? 'IN_PROGRESS' : 'SUCCESSFUL', from, to: from + 1 })
    if (runs) app.status = 'UPDATING'
    return 'ok'
  }

  rollBack(seen: boolean): Outcome {
    const app = this.application
    if (!app) return 'ResourceNotFoundException'
    if (!['RUNNING', 'UPDATING', 'AUTOSCALING'].includes(app.status)) return 'ResourceInUseException'
    if (!seen) return 'ConcurrentModificationException'
    const { number, updatedFrom } = current(app)
    if (updatedFrom === undefined) return 'InvalidRequestException'
    const awaited = app.status === 'UPDATING' ? app.awaited : undefined
    const before = [...app.snapshots.values()].some(({ status, version }) => status === 'READY' && version < number)
    if (awaited === undefined && !before) return 'InvalidRequestException'
    interrupt(app)
    giveUp(app, awaited)
    app.awaited = awaited
    beginRollback(app, updatedFrom)
    return 'ok'
  }

  delete(rightTime: boolean): Outcome {
    const app = this.application
    if (!app) return 'ResourceNotFoundException'
    if (!movable.includes(app.status)) return 'ResourceInUseException'
    if (!rightTime) return 'ConcurrentModificationException'
    app.status = 'DELETING'
    return 'ok'
  }

  createSnapshot(name: string): Outcome {
    const app = this.application
    if (!app) return 'ResourceNotFoundException'
    if (app.status !== 'RUNNING') return 'InvalidRequestException'
    if (app.snapshots.has(name)) return 'ResourceInUseException'
    app.snapshots.set(name, { status: 'CREATING', version: current(app).number, byUser: true })
    return 'ok'
  }

  deleteSnapshot(name: string, rightTime: boolean): Outcome {
    const app = this.application
    const snapshot = app?.snapshots.get(name)
    if (!snapshot) return 'ResourceNotFoundException'
    if (!['READY', 'FAILED'].includes(snapshot.status)) return 'ResourceInUseException'
    if (!rightTime) return 'InvalidArgumentException'
    snapshot.status = 'DELETING'
    return 'ok'
  }

  moveMaintenanceWindow(): Outcome {
    if (!this.application) return 'ResourceNotFoundException'
    return movable.includes(this.application.status) ? 'ok' : 'ResourceInUseException'
  }

  tag(): Outcome {
    if (!this.application) return 'ResourceNotFoundException'
    return this.application.status === 'DELETING' ? 'ResourceInUseException' : 'ok'
  }

  /** The work under way succeeds. */
  succeed(): void {
    const app = this.application
    if (!app) return
    const ends: Record<string, string> = {
      STARTING: 'RUNNING',
      UPDATING: 'RUNNING',
      ROLLING_BACK: 'RUNNING',
      AUTOSCALING: 'RUNNING',
      MAINTENANCE: 'RUNNING',
      STOPPING: 'READY',
      FORCE_STOPPING: 'READY',
    }
    if (app.status === 'DELETING') this.application = undefined
    const end = ends[app.status]
    if (end === undefined) return
    if (app.awaited !== undefined) app.snapshots.get(app.awaited)!.status = 'READY'
    close(app, 'SUCCESSFUL')
    if (end === 'RUNNING') app.jobIsDown = false
    app.status = end
    tidy(app)
  }

  /** The work under way fails: the job cannot start, or with `snapshot` the snapshot that is waited for. */
  fail({ snapshot }: { snapshot: boolean }): void {
    const app = this.application
    if (!app) return
    const awaited = app.awaited === undefined ? undefined : app.snapshots.get(app.awaited)
    if (app.status === 'STOPPING' || (snapshot && app.status === 'UPDATING')) {
      if (awaited === undefined) return
      awaited.status = 'FAILED'
    } else if (snapshot || !['STARTING', 'UPDATING', 'ROLLING_BACK', 'AUTOSCALING'].includes(app.status)) {
      return
    } else if (awaited) awaited.status = 'READY'
    const { status } = app
    const failing = app.operations.find((operation) => operation.status === 'IN_PROGRESS')!
    close(app, 'FAILED')
    if (status === 'AUTOSCALING') {
      this.#takeScalingBack(app, failing)
      return
    }
    // What the service did of its own accord never leaves an application stopped: it goes on trying.
    const ofScaling = status === 'ROLLING_BACK' && failing.to === undefined
    if (ofScaling) app.jobIsDown = true
    app.status = status === 'STOPPING' || ofScaling ? 'RUNNING' : 'READY'
    if (status === 'UPDATING' && current(app).config.rollback) {
      const failed = app.operations.at(-1)!
      app.status = status
      giveUp(app)
      beginRollback(app, current(app).updatedFrom!)
      failed.answeredBy = app.operations.length - 1
    }
    tidy(app)
  }

  /** The same version goes on with the parallelism from before. */
  #takeScalingBack(app: ModelApplication, failed: ModelOperation): void {
    app.parallelism = failed.scaledFrom!
    app.operations.push({ name: 'RollbackApplication', status: 'IN_PROGRESS' })
    failed.answeredBy = app.operations.length - 1
    app.status = 'ROLLING_BACK'
  }

  /** The service scales a job that runs; the new parallelism. */
  beginScaling(): number | undefined {
    const app = this.application
    if (app?.status !== 'RUNNING' || app.jobIsDown) return undefined
    const scaledFrom = app.parallelism
    app.parallelism = scaledFrom >= 8 ? 1 : scaledFrom * 2
    app.operations.push({ name: 'AutoScaling', status: 'IN_PROGRESS', scaledFrom })
    app.status = 'AUTOSCALING'
    return app.parallelism
  }

  /** The service brings a job that runs to a newer release of its runtime. */
  beginMaintenance(snapshotName: string): boolean {
    const app = this.application
    if (app?.status !== 'RUNNING' || app.jobIsDown) return false
    if (current(app).config.snapshots) {
      app.snapshots.set(snapshotName, { status: 'CREATING', version: current(app).number, byUser: false })
      app.awaited = snapshotName
    }
    app.operations.push({ name: 'ApplicationMaintenance', status: 'IN_PROGRESS' })
    app.status = 'MAINTENANCE'
    return true
  }

  /** The snapshot of a maintenance fails, or the job does not run on the new release: it goes on as it was. */
  failMaintenance({ snapshot }: { snapshot: boolean }): boolean {
    const app = this.application
    if (app?.status !== 'MAINTENANCE' || (snapshot && app.awaited === undefined)) return false
    if (app.awaited !== undefined) app.snapshots.get(app.awaited)!.status = snapshot ? 'FAILED' : 'READY'
    close(app, 'FAILED')
    app.status = 'RUNNING'
    return true
  }

  /** The versions as the API lists them, oldest first. */
  versionStatuses(): string[] {
    const app = this.application!
    return app.versions.map(({ number, leftAs }) => `${number} ${leftAs ?? app.status}`)
  }
}

export const current = (app: ModelApplication): Version => app.versions.at(-1)!

function addVersion(app: ModelApplication, version: Version, leftAs: string): void {
  current(app).leftAs = leftAs
  app.versions.push(version)
}

function beginRollback(app: ModelApplication, to: number): void {
  const from = current(app).number
  const { config } = app.versions.find(({ number }) => number === to)!
  addVersion(app, { number: from + 1, config, rolledBackFrom: from, rolledBackTo: to }, 'ROLLED_BACK')
  app.operations.push({ name: 'RollbackApplication', status: 'IN_PROGRESS', from, to: from + 1 })
  app.status = 'ROLLING_BACK'
}

function interrupt(app: ModelApplication): void {
  close(app, 'CANCELLED')
}

/** The operation in progress, if there is one, ends so. */
function close(app: ModelApplication, status: string): void {
  const open = app.operations.find((operation) => operation.status === 'IN_PROGRESS')
  if (open) open.status = status
  // A scaling that is broken off has not happened.
  if (status === 'CANCELLED' && open?.scaledFrom !== undefined) app.parallelism = open.scaledFrom
  app.awaited = undefined
}

/** Snapshots that can no longer be taken. */
function giveUp(app: ModelApplication, but?: string): void {
  for (const [name, snapshot] of app.snapshots) {
    if (snapshot.status === 'CREATING' && name !== but) snapshot.status = 'FAILED'
  }
}

/** At rest nothing is taken any more, and what is to go goes. */
function tidy(app: ModelApplication): void {
  if (app.status !== 'READY') return
  giveUp(app)
  for (const [name, { status }] of app.snapshots) if (status === 'DELETING') app.snapshots.delete(name)
}
