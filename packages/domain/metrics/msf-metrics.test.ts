import { readFile } from 'node:fs/promises'
import { msfMetrics } from './msf-metrics.ts'

it('has every metric in the documentation', async () => {
  const text = await readFile(new URL('../../../docs/metrics.md', import.meta.url), 'utf8')
  const [emitted = '', rest = ''] = text.split('## Not emitted')
  // `…Max` stands for the name before it with another end.
  const short = new Set([...emitted.matchAll(/`…(\w+)`/g)].map(([, end]) => end))
  const named = (name: string): boolean =>
    emitted.includes(`\`${name}\``) || [...short].some((end) => name.endsWith(end ?? ' '))
  expect(msfMetrics.filter(({ name }) => !named(name)).map(({ name }) => name)).toEqual([])
  expect(msfMetrics.filter(({ name }) => rest.includes(`\`${name}\` |`)).map(({ name }) => name)).toEqual([])
})
