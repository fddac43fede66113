import type { ScalingDecision, ScalingState } from '../model/scaling.ts'

/** Automatic scaling: where it stands for each application, and what it decided. */
export interface ScalingRepository {
  findState(applicationId: string): Promise<ScalingState | undefined>
  /** Replaces the one there is. Throws StaleWriteError when the application is gone. */
  saveState(state: ScalingState): Promise<void>
  /** Throws StaleWriteError when the application is gone. */
  addDecision(decision: ScalingDecision): Promise<void>
  /** Newest first. */
  listDecisions(applicationId: string, page: { limit: number }): Promise<readonly ScalingDecision[]>
  /** Removes up to `limit` decisions older than that, and tells how many. */
  removeDecisionsBefore(moment: Date, limit: number): Promise<number>
}
