import { join } from 'node:path'

/** Where the files of one cluster are. What its processes may write is only `log`, `work` and each its own part of `scratch`. */
export interface ClusterLayout {
  readonly directory: string
  /** Ours alone: lease and marks. */
  readonly control: string
  readonly lease: string
  /** Exists from just before the JobManager is started, for ever. */
  readonly managerStarted: string
  /** How often the job was rescaled in place. */
  readonly rescales: string
  /** How its processes ended, a line each. */
  readonly exits: string
  readonly conf: string
  readonly log4j: string
  /** Flink options that the program cannot change. */
  readonly settings: string
  readonly applicationProperties: string
  /** Looks like Flink's home to Flink: `usrlib` beside `lib`. */
  readonly flinkLib: string
  readonly userJar: string
  /** The archive of a Python application, unpacked. */
  readonly code: string
  /** What a SQL job runs. */
  readonly sqlJob: string
  /** A file for each of its reference tables. */
  readonly referenceData: string
  readonly log: string
  readonly work: string
  /** What TaskManagers keep on the disk while they live, a directory each. */
  readonly scratch: string
  /** Which parallelisms the program gives to operators of its own; there once a job was submitted. */
  readonly fixedParallelism: string
  failure(component: string): string
  /** Its time tells until when a process lived. */
  alive(component: string): string
  /** Its time tells when the processes were last seen by who ended them. */
  readonly lastSeen: string
}

/** Where the files of a deployment are, by its id alone: whoever comes later finds them. */
export function clusterLayout(clustersDir: string, deploymentId: string): ClusterLayout {
  const directory = join(clustersDir, deploymentId)
  const conf = join(directory, 'conf')
  const control = join(directory, 'control')
  return {
    directory,
    control,
    lease: join(control, 'lease'),
    managerStarted: join(control, 'manager-started'),
    rescales: join(control, 'rescales'),
    exits: join(control, 'exits'),
    conf,
    log4j: join(conf, 'log4j.properties'),
    settings: join(conf, 'service-settings.properties'),
    applicationProperties: join(conf, 'application_properties.json'),
    flinkLib: join(directory, 'flink', 'lib'),
    userJar: join(directory, 'flink', 'usrlib', 'application.jar'),
    code: join(directory, 'code'),
    sqlJob: join(conf, 'sql-job.json'),
    referenceData: join(directory, 'reference-data'),
    log: join(directory, 'log'),
    work: join(directory, 'work'),
    scratch: join(directory, 'scratch'),
    fixedParallelism: join(directory, 'work', 'fixed-parallelism'),
    lastSeen: join(control, 'last-seen'),
    alive: (component) => join(directory, 'work', `alive-${component}`),
    failure: (component) => join(directory, 'work', `failure-${component}.json`),
  }
}
