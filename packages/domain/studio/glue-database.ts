import { InvalidArgumentException } from '@weir/service-model'
import { regionOfGlueDatabase } from '../arn.ts'
import type { SpecRules } from '../spec/spec-rules.ts'

/** A notebook's catalogue lies in its own region. */
export const requireGlueDatabase = (arn: string, { region }: Pick<SpecRules, 'region'>): void => {
  const found = regionOfGlueDatabase(arn)
  if (found === undefined) throw new InvalidArgumentException(`Glue database ARN ${arn} is invalid.`)
  if (found === region) return
  throw new InvalidArgumentException(`Incorrect region in DatabaseArn, expecting '${region}' but found '${found}'.`)
}
