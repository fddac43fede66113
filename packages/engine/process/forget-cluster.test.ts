import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { clusterLayout } from './cluster-layout.ts'
import { forgetCluster } from './forget-cluster.ts'

let clustersDir: string
beforeEach(async () => {
  clustersDir = await mkdtemp(join(tmpdir(), 'weir-forget-'))
})
afterEach(() => rm(clustersDir, { recursive: true }))

it('keeps logs and the mark that it ran', async () => {
  const layout = clusterLayout(clustersDir, 'one')
  for (const made of [layout.conf, layout.control, layout.log, layout.work, layout.code, dirname(layout.userJar)]) {
    await mkdir(made, { recursive: true })
  }
  await writeFile(layout.managerStarted, '')
  await forgetCluster(layout)
  expect((await readdir(layout.directory)).sort()).toEqual(['control', 'log'])
  expect(await readdir(layout.control)).toEqual(['manager-started'])
})

it('leaves nothing of a deployment that only ever had a lease', async () => {
  const layout = clusterLayout(clustersDir, 'one')
  await mkdir(layout.control, { recursive: true })
  await forgetCluster(layout)
  await forgetCluster(clusterLayout(clustersDir, 'never'))
  expect(await readdir(clustersDir)).toEqual([])
})

it('removes folders that are closed, and so deep that no path names them', async () => {
  const layout = clusterLayout(clustersDir, 'one')
  const levels = '/aaaaaaaaaa'.repeat(300)
  for (const half of ['one', 'two']) await mkdir(`${layout.work}/${half}${levels}`, { recursive: true })
  await rename(`${layout.work}/two`, `${layout.work}/one${levels}/two`)
  await chmod(`${layout.work}/one/aaaaaaaaaa`, 0)
  await forgetCluster(layout)
  expect(await readdir(clustersDir)).toEqual([])
})
