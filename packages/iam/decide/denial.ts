import type { Decision } from './decide.ts'

/** AWS's words for a refusal. They say what was asked and by whom, never whether the resource exists. */
export const denialText = ({
  principalArn,
  action,
  resource,
  decision,
}: {
  principalArn: string
  action: string
  resource: string
  decision: Exclude<Decision, 'allow'>
}): string => {
  const why =
    decision === 'explicit-deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`
  return `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} ${why}`
}
