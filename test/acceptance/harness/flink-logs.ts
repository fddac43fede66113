import { listing, textIfThere } from './listing.ts'
import type { Weir } from './weir.ts'

/** Everything that the Flink processes of one Weir have logged so far. */
export function flinkLogs(weir: Weir): string {
  return listing(weir.dataDir, 'clusters', '*', 'log', /\.log$/)
    .map(textIfThere)
    .join('\n')
}
