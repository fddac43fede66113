import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { clusterLayout } from './cluster-layout.ts'
import { forgetCluster } from './forget-cluster.ts'

let clustersDir: string
beforeEach(async () => {
  clustersDir = await mkdtemp(join(tmpdir(), 'weir-forget-'))
})
afterEach(() => rm(clustersDir, { recursive: true }))

async function ranOnce(id: string) {
  const layout = clusterLayout(clustersDir, id)
  for (const made of [layout.conf, layout.control, layout.log, layout.work, dirname(layout.userJar)]) {
    await mkdir(made, { recursive: true })
  }
  await writeFile(layout.managerStarted, '')
  return layout
}

it('keeps logs and the mark that it ran', async () => {
  const layout = await ranOnce('one')
  await forgetCluster({ clustersDir, layout })
  expect((await readdir(layout.directory)).sort()).toEqual(['control', 'log'])
  expect(await readdir(layout.control)).toEqual(['manager-started'])
})

it('leaves nothing of a deployment that only ever had a lease', async () => {
  const layout = clusterLayout(clustersDir, 'one')
  await mkdir(layout.control, { recursive: true })
  await forgetCluster({ clustersDir, layout })
  expect(await readdir(clustersDir)).toEqual([])
})

it('keeps the logs of the newest fifty and never touches a cluster that is not forgotten', async () => {
  await ranOnce('living')
  for (let n = 0; n < 52; n += 1) {
    const layout = await ranOnce(`old-${n}`)
    await forgetCluster({ clustersDir, layout })
    await utimes(layout.directory, n, n)
  }
  await forgetCluster({ clustersDir, layout: clusterLayout(clustersDir, 'never') })
  const left = await readdir(clustersDir)
  expect(left).toContain('living')
  expect(left.filter((name) => name.startsWith('old-'))).toHaveLength(50)
  expect(left).not.toContain('old-0')
})
