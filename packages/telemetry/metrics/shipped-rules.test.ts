import { readFile } from 'node:fs/promises'
import { parser } from '@prometheus-io/lezer-promql'
import { parse } from 'yaml'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}
const shipped = (file: string): Promise<string> => readFile(new URL(`../../../deploy/${file}`, import.meta.url), 'utf8')

/** Where Prometheus's own grammar does not understand an expression; undefined when it does. */
const trouble = (expression: string): string | undefined => {
  let at: number | undefined
  parser.parse(expression).iterate({
    enter: ({ type, from }) => {
      if (type.isError) at ??= from
    },
  })
  return at === undefined ? undefined : `${expression} (at ${String(at)})`
}

it('knows an expression that Prometheus would refuse', () => {
  expect(trouble('sum by (host) (rate(a{b="c"}[5m])) > 0.1')).toBeUndefined()
  for (const broken of ['sum by (host (a)', 'rate(a[5m)', 'a{b=c}', 'a >']) expect(trouble(broken)).toContain(broken)
})

it('ships rules that Prometheus can read, each with a severity and words that name only labels it has', async () => {
  const { groups } = parse(await shipped('prometheus/weir-alerts.yml')) as {
    groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[]
  }
  const rules = groups.flatMap((group) => group.rules)
  expect(rules.length).toBeGreaterThan(10)
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  expect(rules.flatMap(({ expr }) => trouble(expr) ?? [])).toEqual([])
  for (const { alert, expr, for: lasting = '1m', labels, annotations } of rules) {
    expect(lasting).toMatch(/^\d+[smh]$/)
    expect(['info', 'warning', 'critical']).toContain(labels['severity'])
    expect(annotations['summary']).toMatch(/\w/)
    const kept = /\bby \(([^)]*)\)/.exec(expr)?.[1]?.split(/,\s*/)
    const named = [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label ?? '')
    const missing = kept === undefined ? [] : named.filter((label) => !kept.includes(label))
    expect({ alert, missing }).toEqual({ alert, missing: [] })
  }
})

it('ships a dashboard whose every panel has expressions that Prometheus can read', async () => {
  const { panels, templating } = JSON.parse(await shipped('grafana/weir.json')) as {
    panels: readonly { title: string; type: string; targets?: readonly { expr: string }[] }[]
    templating: { list: readonly { name: string }[] }
  }
  const variables = templating.list.map(({ name }) => name)
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  const named = new Set(expressions.flatMap((each) => [...each.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '')))
  expect([...named].filter((name) => !variables.includes(name) && !name.startsWith('__'))).toEqual([])
  const known = expressions.map((each) => each.replace(/\$__\w+/g, '5m'))
  expect(known.length).toBeGreaterThan(15)
  expect(known.flatMap((each) => trouble(each) ?? [])).toEqual([])
  expect(panels.filter(({ type, targets = [] }) => type !== 'row' && targets.length === 0)).toEqual([])
})
