import type { Tag } from '../model/application.ts'
import { backlogPolicy, type BacklogSettings, defaultBacklogSettings } from './backlog-policy.ts'
import { cpuPolicy } from './cpu-policy.ts'
import type { ScalingPolicy } from './scaling-verdict.ts'

/** A tag and no property group: it can be changed while the job runs, and the program does not see it. */
export const scalingTag = 'weir:autoscaling'

interface Option {
  readonly member: keyof BacklogSettings
  readonly least: number
  readonly most: number
}

const options: Readonly<Record<string, Option>> = {
  'target-utilization': { member: 'targetUtilization', least: 0.1, most: 1 },
  tolerance: { member: 'tolerance', least: 0.05, most: 0.9 },
  'catch-up-seconds': { member: 'catchUpSeconds', least: 1, most: 86_400 },
  window: { member: 'window', least: 1, most: 60 },
  stabilization: { member: 'stabilization', least: 0, most: 600 },
  'raise-factor': { member: 'raiseFactor', least: 1.1, most: 10 },
  'lower-factor': { member: 'lowerFactor', least: 0.1, most: 0.95 },
}

/**
 * The policy that the tag `weir:autoscaling` names: `cpu` (AWS's, also without the tag), or `backlog`, with options behind it as in
 * `backlog target-utilization=0.6 catch-up-seconds=300`. What cannot be read is told, and AWS's rule serves.
 */
export const choosePolicy = (
  tags: readonly Tag[],
): { readonly policy: ScalingPolicy; readonly settings?: BacklogSettings; readonly trouble?: string } => {
  const [name = 'cpu', ...given] = (tags.find(({ key }) => key === scalingTag)?.value ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const unread = (what: string) => ({ policy: cpuPolicy, trouble: `The tag ${scalingTag} is not understood: ${what}.` })
  if (name === 'cpu' && given.length === 0) return { policy: cpuPolicy }
  if (name !== 'backlog') return unread(`"${name}" is no policy with options`)
  let settings = defaultBacklogSettings
  for (const each of given) {
    const [key = '', text = ''] = each.split('=')
    const option = Object.hasOwn(options, key) ? options[key] : undefined
    const value = text === '' ? NaN : Number(text)
    if (option === undefined) return unread(`there is no option "${key}"`)
    const { member, least, most } = option
    if (!(value >= least && value <= most)) return unread(`${key} must be from ${least} to ${most}`)
    settings = { ...settings, [member]: value }
  }
  return { policy: backlogPolicy(settings), settings }
}
