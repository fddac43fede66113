// Records a second of SQL programs beside hand-written Flink jobs that do the same, in turn, in one JVM on one Flink, on one core as a KPU has
// (where there is a taskset; without one a job of two tasks has two cores, and what is done in which task counts):
// State is in the heap; STATE_BACKEND=rocksdb keeps it where clusters of Weir have it, which makes sliding windows take minutes:
//   node bench/sql/sql.mjs [rounds [filter tumbling sliding stagger "random cut forest"]]
// Needs Maven and the provisioned runtime FLINK-1_20 (npm test provisions it). The jobs: java/kda-sql/src/test/java/io/weir/sql/bench.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../../scripts/cache-folder.mjs'

const java = fileURLToPath(new URL('../../java', import.meta.url))
const runtimes = join(cacheFolder(), 'runtimes')
const flink = readdirSync(runtimes).find((name) => name.startsWith('flink-1.20.'))
if (flink === undefined) throw new Error(`No Flink 1.20 in ${runtimes}: run npm test first`)

const work = mkdtempSync(join(tmpdir(), 'weir-bench-sql-'))
try {
  const paths = join(work, 'classpath')
  execFileSync(
    'mvn',
    [
      '-q',
      '-B',
      '-pl',
      'kda-sql',
      'test-compile',
      'dependency:build-classpath',
      `-Dmdep.outputFile=${paths}`,
      '-DincludeScope=runtime',
    ],
    { cwd: java, stdio: 'inherit' },
  )
  const opens = ['lang', 'net', 'io', 'nio', 'lang.reflect', 'text', 'time', 'util', 'util.concurrent']
  const classPath = [
    join(runtimes, flink, 'lib', '*'),
    join(java, 'kda-sql/target/test-classes'),
    join(java, 'kda-sql/target/classes'),
    readFileSync(paths, 'utf8').trim(),
  ]
  const pinned = spawnSync('taskset', ['--version']).status === 0 ? ['taskset', '-c', '0'] : []
  const [program, ...before] = [...pinned, 'java']
  const { status } = spawnSync(
    program,
    [
      ...before,
      '-Xmx2g',
      ...opens.map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`),
      ...['-cp', classPath.join(':'), 'io.weir.sql.bench.Bench', ...process.argv.slice(2)],
    ],
    { stdio: ['ignore', 'inherit', 'ignore'] },
  )
  process.exitCode = status ?? 1
} finally {
  rmSync(work, { recursive: true })
}
