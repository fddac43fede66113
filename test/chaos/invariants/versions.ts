import { ListApplicationVersionsCommand } from '@aws-sdk/client-kinesis-analytics-v2'
import type { Fleet } from '../fleet.ts'

/** The version history begins with 1 and has no gap. */
export async function versionGaps({ control }: Fleet, name: string): Promise<string[]> {
  const numbers: number[] = []
  let NextToken: string | undefined
  do {
    const page = await control.send(new ListApplicationVersionsCommand({ ApplicationName: name, NextToken }))
    numbers.push(
      ...(page.ApplicationVersionSummaries ?? []).map(({ ApplicationVersionId }) => ApplicationVersionId ?? 0),
    )
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  const sorted = numbers.sort((a, b) => a - b)
  return sorted.every((version, at) => version === at + 1) ? [] : [`versions of ${name}: ${sorted.join(', ')}`]
}
