import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Weir } from './weir.ts'

/** Everything that the Flink processes of one Weir have logged so far. */
export function flinkLogs(weir: Weir): string {
  const clusters = join(weir.dataDir, 'clusters')
  return readdirSync(clusters, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.log'))
    .map((file) => readFileSync(join(clusters, file), 'utf8'))
    .join('\n')
}
