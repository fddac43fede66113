import type { Random } from '../random.ts'
import type { Application } from './applications.ts'

/** Asks a running application for something now and then, so that faults hit operations and not only rest. Answers what it was. */
export async function stir(application: Application, random: Random): Promise<string> {
  const what = random.pick(['nothing', 'nothing', 'nothing', 'snapshot', 'update', 'scale', 'stop'] as const)
  switch (what) {
    case 'snapshot':
      await application.snapshot(`s${random.between(1, 1_000_000_000)}`)
      break
    case 'update':
      await application.update()
      break
    case 'scale':
      await application.scale()
      break
    case 'stop':
      await application.stop()
      break
    case 'nothing':
  }
  return what
}
