import type { ClusterObservation, CodeBundle, DeploymentRequest, Engine, EngineRef } from '@weir/domain'

/** What the suite needs of the engine under test and of the world around it. */
export interface EngineHarness {
  readonly engine: Engine
  /** The engine of a worker that was started anew: nothing of the first one's memory. */
  reopened(): Engine
  readonly programs: {
    /**
     * Runs until it is stopped, with state. Its main asks for parallelism 3, a checkpoint interval of 777 s and a
     * checkpoint directory of its own, and names the job `probe <value of greeting in property group Probe>`.
     */
    readonly steady: CodeBundle
    /** Its main throws `java.lang.IllegalStateException: the probe throws`. */
    readonly throwsInMain: CodeBundle
  }
  /** A request with new ids and the steady program; checkpoints every second. */
  request(given?: Partial<DeploymentRequest>): DeploymentRequest
  /** Launches, but the worker dies after the first process was started and before `launch` returns. */
  launchAndDie(request: DeploymentRequest, ref: EngineRef): Promise<void>
  /** Lets a moment pass. */
  pause(): Promise<void>
  now(): Date
  killManager(ref: EngineRef): Promise<void>
  killTaskManager(ref: EngineRef): Promise<void>
  /** Manager processes alive for the deployment. */
  managers(deploymentId: string): Promise<number>
  /** The savepoint or checkpoint the running job began with. */
  restoredFrom(ref: EngineRef): Promise<string | undefined>
  /** The service's settings as the running job has them. */
  jobSettings(ref: EngineRef): Promise<{
    readonly name: string
    readonly parallelism: number
    readonly checkpointIntervalMs: number
  }>
  /** Locations of the completed savepoints in a directory. */
  savepoints(directory: string): Promise<readonly string[]>
  /** Ends whatever is left. */
  dispose(): Promise<void>
}

/** Looks again and again until `wanted` holds; the runner's own limit ends a wait that never will. */
export async function eventually(
  harness: EngineHarness,
  ref: EngineRef,
  wanted: (seen: ClusterObservation) => boolean,
): Promise<ClusterObservation> {
  let seen = await harness.engine.observe(ref)
  for (let looks = 0; !wanted(seen); looks += 1) {
    if (looks > 1_000) throw new Error(`Not seen in time; last: ${JSON.stringify(seen)}`)
    await harness.pause()
    seen = await harness.engine.observe(ref)
  }
  return seen
}

export const isRunning = ({ job, taskManagers }: ClusterObservation): boolean =>
  job?.state === 'RUNNING' && job.allTasksRunning && taskManagers.live === taskManagers.wanted
