import type { FirstCause } from '../model/diagnosis.ts'
import { otherwise, type Rule, rules } from './rules.ts'
import { readStackTrace } from './stack-trace.ts'

/** The row of the table that fits a first cause. */
export function classify({ exception, trace }: Pick<FirstCause, 'exception' | 'trace'>): Rule {
  const chain = readStackTrace(trace)
  const frames = chain.at(-1)?.frames ?? []
  const said = [exception, ...chain.map((each) => each.said)]
  const fits = ({ root, any, frame }: Rule): boolean =>
    (root === undefined || root.test(exception)) &&
    (any === undefined || said.some((each) => any.test(each))) &&
    (frame === undefined || frames.some((each) => frame.test(each)))
  return rules.find(fits) ?? otherwise
}
