// actions.ts: the table of actions, and the types that tie an action to its input and output.

/** Source of `actions.ts`. */
export function generateActions({ metadata, operations }) {
  const entries = Object.entries(operations)
  const shapes = [...new Set(entries.flatMap(([, { input, output }]) => [input.shape, output.shape]))].sort()
  const rows = entries.map(
    ([name, { input, output, errors = [] }]) =>
      `${name}: { input: '${input.shape}', output: '${output.shape}', errors: ${JSON.stringify(errors.map((error) => error.shape))} },`,
  )
  const types = entries.map(
    ([name, { input, output }]) => `${name}: { input: ${input.shape}; output: ${output.shape} };`,
  )
  return `import type { ${shapes.join(', ')} } from './types.ts';

/** What precedes the action's name in the X-Amz-Target header. */
export const targetPrefix = '${metadata.targetPrefix}';

/** The service's name in the scope of a SigV4 signature. */
export const signingName = '${metadata.signingName}';

/** Each action with the names of its input and output shapes and of the exceptions the model declares for it. */
export const actions = {
${rows.join('\n')}
} as const;

export type ActionName = keyof typeof actions;

export interface ActionTypes {
${types.join('\n')}
}`
}
