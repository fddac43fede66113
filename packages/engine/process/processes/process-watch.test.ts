import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { marker } from '../launch/command.ts'
import { createProcessWatch } from './process-watch.ts'

/** Something that sleeps under the marks of a cluster's process. */
async function sleeper(clustersDir: string, index: number): Promise<ChildProcess> {
  const marks = [
    `${marker.cluster}${join(clustersDir, 'd1')}`,
    `${marker.deployment}d1`,
    `${marker.index}${String(index)}`,
  ]
  const child = spawn(process.execPath, ['-e', 'console.log(1);setInterval(()=>{},1e6)', '--', ...marks])
  await once(child.stdout, 'data')
  return child
}

describe('the processes of a deployment that is looked at again and again', () => {
  const clustersDir = mkdtempSync(join(tmpdir(), 'weir-watch-'))
  const children: ChildProcess[] = []
  const start = async (index: number): Promise<ChildProcess> => {
    const child = await sleeper(clustersDir, index)
    children.push(child)
    return child
  }
  const end = async (child: ChildProcess | undefined): Promise<void> => {
    if (child?.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  afterAll(async () => {
    for (const child of children) await end(child)
    rmSync(clustersDir, { recursive: true })
  })

  it('are found, missed at once when they die, and found again when some were added', async () => {
    const watch = createProcessWatch(() => 0)
    const indexes = async () =>
      (await watch.living(clustersDir, 'd1')).map(({ index }) => index).toSorted((a, b) => a - b)
    expect(await indexes()).toEqual([])
    const first = await start(0)
    // Nothing is remembered of a deployment without processes.
    expect(await indexes()).toEqual([0])
    await start(1)
    watch.changed()
    expect(await indexes()).toEqual([0, 1])
    await end(first)
    expect(await indexes()).toEqual([1])
  })
})
