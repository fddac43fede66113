/** Messages of a log stream, oldest first, as a server of CloudWatch Logs' API has them; none while there is no such stream. */
export async function deliveredLogs(
  endpoint: string,
  { group, stream }: { group: string; stream: string },
): Promise<readonly any[]> {
  const found: any[] = []
  for (let nextToken: string | undefined; ;) {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'Logs_20140328.GetLogEvents',
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify({ logGroupName: group, logStreamName: stream, startFromHead: true, nextToken }),
    })
    const body = (await response.json()) as { events?: { message: string }[]; nextForwardToken?: string }
    if (!response.ok) return []
    found.push(...(body.events ?? []).map(({ message }) => JSON.parse(message) as object))
    if (body.nextForwardToken === undefined || body.nextForwardToken === nextToken) return found
    nextToken = body.nextForwardToken
  }
}
