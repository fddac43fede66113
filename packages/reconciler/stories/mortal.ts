import type { ReconcilerDeps } from '@weir/reconciler'

/** Counts effects on the outside, and dies at the n-th of them, before or after it. */
export const mortalEffects = (dieAt: number, when: 'before' | 'after') => {
  let effects = 0
  const effect =
    <A extends unknown[], R>(act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      effects += 1
      const fatal = effects === dieAt
      if (fatal && when === 'before') throw new Error('died')
      const result = await act(...given)
      if (fatal) throw new Error('died')
      return result
    }
  return { effect, count: () => effects }
}

/**
 * A worker that dies at its n-th effect on the outside, before or after it. Passes keep nothing in memory, so the next pass
 * is the next worker.
 */
export const mortal = (deps: ReconcilerDeps, dieAt: number, when: 'before' | 'after') => {
  const { effect, count } = mortalEffects(dieAt, when)
  const { store, engine, archive } = deps
  const watched: ReconcilerDeps = {
    ...deps,
    store: { ...store, fenced: (lease, work) => effect(() => store.fenced(lease, work))() },
    engine: {
      ...engine,
      prepare: effect(engine.prepare),
      launch: effect(engine.launch),
      rescale: effect(engine.rescale),
      requestSavepoint: effect(engine.requestSavepoint),
      teardown: effect(engine.teardown),
      extendLease: effect(engine.extendLease),
      forget: effect(engine.forget),
    },
    archive: { ...archive, completed: archive.completed, remove: effect(archive.remove) },
  }
  return { deps: watched, effects: count }
}
