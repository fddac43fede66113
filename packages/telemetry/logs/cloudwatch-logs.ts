import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Clock, type LogDestination, LogDeliveryError, type RoleAccess } from '@weir/domain'
import { logBatches } from './log-batches.ts'

/** Delivers to CloudWatch Logs, or to what speaks its API, with the access of each application's role. */
export function createCloudWatchLogs({
  endpoint,
  clock,
}: {
  /** Where roles without an endpoint of their own deliver to; absent = they do not. */
  endpoint?: string | undefined
  clock: Clock
}): LogDestination {
  const endpointOf = ({ endpoints = {} }: RoleAccess): string | undefined =>
    endpoints['logs'] ?? endpoints['cloudwatch_logs'] ?? endpoints[''] ?? endpoint
  return {
    hasEndpoint: (access) => endpointOf(access) !== undefined,
    put: async ({ logStreamArn, access }, records) => {
      const [, region, logGroupName, logStreamName] =
        /^arn:aws[a-z-]*:logs:([a-z0-9-]+):\d{12}:log-group:([^:*]+):log-stream:([^:*]+)$/.exec(logStreamArn) ?? []
      const url = endpointOf(access)
      if (region === undefined || url === undefined) throw new LogDeliveryError('refused', 'There is no such endpoint.')
      const client = clientFor({ ...access, region }, url)
      const stream = { logGroupName, logStreamName }
      try {
        for (const logEvents of logBatches(records, clock.now())) {
          await putBatch(client, { ...stream, logEvents: [...logEvents] })
        }
      } catch (error) {
        throw asDeliveryError(error)
      } finally {
        client.destroy()
      }
    },
  }
}

const clientFor = ({ region, accessKeyId, secretAccessKey, sessionToken }: RoleAccess, endpoint: string) =>
  new CloudWatchLogsClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    // Tried again by the next round, which waits longer and longer.
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, socketTimeout: 20_000 },
  })

type Put = ConstructorParameters<typeof PutLogEventsCommand>[0]

async function putBatch(client: CloudWatchLogsClient, put: Put): Promise<void> {
  try {
    await client.send(new PutLogEventsCommand(put))
  } catch (error) {
    if (nameOf(error) !== 'ResourceNotFoundException') throw error
    await makeStream(client, put)
    await client.send(new PutLogEventsCommand(put))
  }
}

/** Another worker, or the user, may make them at the same time. */
async function makeStream(client: CloudWatchLogsClient, { logGroupName, logStreamName }: Put): Promise<void> {
  const unlessThere = (error: unknown): void => {
    if (nameOf(error) !== 'ResourceAlreadyExistsException') throw error
  }
  const makeOnly = () => client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
  try {
    await makeOnly()
  } catch (error) {
    if (nameOf(error) !== 'ResourceNotFoundException') {
      unlessThere(error)
      return
    }
    await client.send(new CreateLogGroupCommand({ logGroupName })).catch(unlessThere)
    await makeOnly().catch(unlessThere)
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '')

/** Whatever the service says of the request itself will be said again; throttling and its own faults pass. */
function asDeliveryError(error: unknown): LogDeliveryError {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const passing =
    status === undefined || status >= 500 || status === 429 || /Throttl|ServiceUnavailable/.test(nameOf(error))
  return new LogDeliveryError(passing ? 'unreachable' : 'refused', text.slice(0, 500), { cause: error })
}
