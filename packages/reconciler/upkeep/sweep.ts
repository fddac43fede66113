import type { ReconcilerDeps } from '../deps.ts'

/**
 * Ends clusters on this host that nobody will ever ask for: their record is gone, says `ended`, or belongs to another host.
 * They can exist when a worker died between a spawn and its record, or came back after its lease had gone elsewhere.
 */
export const endStrangers = async (
  deps: Pick<ReconcilerDeps, 'store' | 'engine' | 'host' | 'logger'>,
): Promise<void> => {
  for (const deploymentId of await deps.engine.liveDeployments()) {
    const deployment = await deps.store.deployments.find(deploymentId)
    if (deployment !== undefined && deployment.state !== 'ended' && deployment.host === deps.host) continue
    deps.logger.warn({ deploymentId }, 'ending a cluster without an owner')
    await deps.engine.destroy(deploymentId)
  }
}
