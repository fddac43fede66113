/** A member as the path and the query call it: ResourceARN is resourceArn, Limit is limit. */
export const parameterName = (member: string): string =>
  member.charAt(0).toLowerCase() + member.slice(1).replace(/ARN$/, 'Arn')

/** The members that a path's {placeholders} carry. */
export const pathMembers = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, member = '']) => member)
