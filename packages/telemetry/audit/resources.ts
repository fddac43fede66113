/** Members of inputs and of what actions answer that name what a call was about. */
const naming = ['ApplicationName', 'ApplicationARN', 'ResourceARN', 'SnapshotName', 'SnapshotArn']

/** Names and ARNs of the application and the snapshot that a call was about, each once. */
export function resourcesOf(input: unknown, output: unknown): string[] {
  const found = [input, output, ...detailsIn(output)].flatMap((value) =>
    naming.map((name) => (isObject(value) ? value[name] : undefined)),
  )
  return [...new Set(found.filter((name): name is string => typeof name === 'string'))]
}

/** Descriptions lie one level down: ApplicationDetail, SnapshotDetails. */
function detailsIn(output: unknown): unknown[] {
  return isObject(output) ? Object.values(output).filter((value) => isObject(value) && !Array.isArray(value)) : []
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
