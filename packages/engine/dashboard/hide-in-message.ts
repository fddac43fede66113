import { hidden, isSecretName } from './hide-secrets.ts'

/** How Flink logs the options it starts with. It hides values of the names it takes for secrets; ids of keys are not among them. */
const loadedOption = /(Loading configuration property: ([^\s,]+), ).*/s

/** A log message without the value of a secret option of Flink's own configuration. */
export const hideInMessage = (message: string): string =>
  message.replace(loadedOption, (whole, before: string, name: string) =>
    isSecretName(name) ? `${before}${hidden}` : whole,
  )
