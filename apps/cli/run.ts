import { parseArgs } from 'node:util'
import { type Command, UsageError } from './command.ts'
import { commands } from './commands.ts'
import { readTarget } from './config.ts'
import { send } from './send.ts'
import { table } from './table.ts'

/** One run of the command line; resolves to its exit code: 0, 1 when it was refused, 2 when it was given wrongly. */
export const run = async (
  args: readonly string[],
  {
    env,
    readFile,
    out,
    err,
  }: {
    env: NodeJS.ProcessEnv
    readFile: (path: string) => string
    out: (text: string) => void
    err: (text: string) => void
  },
): Promise<number> => {
  const [group = '', verb = '', ...rest] = args
  const command = commands[`${group} ${verb}`]
  if (command === undefined || rest.includes('--help')) {
    const asked = args.length === 0 || args.includes('--help') || group === 'help'
    ;(asked ? out : err)(help(group, command === undefined ? undefined : `${group} ${verb}`))
    return asked ? 0 : 2
  }
  try {
    const { input, json, endpoint, region } = read(command, rest, readFile)
    const call = command.call(input)
    const answer = await send(readTarget(env, { endpoint, region }), call)
    out(json ? JSON.stringify(answer, null, 2) : shown(command, answer))
    return 0
  } catch (error) {
    const { message } = error as Error
    const wrong =
      error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true
    err(wrong ? `weir ${group} ${verb}: ${message}\n${usageOf(`${group} ${verb}`, command)}` : message)
    return wrong ? 2 : 1
  }
}

const read = (command: Command, args: readonly string[], readFile: (path: string) => string) => {
  const { words = [], options = [] } = command
  const named = options.map(
    (name) => [name.replace('...', ''), { type: 'string', multiple: name.endsWith('...') }] as const,
  )
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      'endpoint-url': { type: 'string' },
      region: { type: 'string' },
      ...(Object.fromEntries(named) as Record<string, { type: 'string'; multiple: boolean }>),
    },
  })
  const missing = words[positionals.length]
  if (missing !== undefined) throw new UsageError(`<${missing}> is needed`)
  if (positionals.length > words.length) throw new UsageError(`what is ${positionals[words.length] ?? ''}?`)
  const given = Object.entries(values as Record<string, string | boolean | string[] | undefined>)
  return {
    input: {
      words: positionals,
      options: Object.fromEntries(given.filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
      lists: Object.fromEntries(given.filter((pair): pair is [string, string[]] => Array.isArray(pair[1]))),
      readFile,
    },
    json: values.json === true,
    endpoint: values['endpoint-url'],
    region: values.region,
  }
}

const shown = ({ shows, text }: Command, answer: Record<string, unknown>): string => {
  if (text !== undefined) return text(answer)
  const members = [shows ?? []].flat().flatMap((name) => (answer[name] === undefined ? [] : [table(answer[name])]))
  return members.length === 0 ? 'done' : members.join('\n\n')
}

const usageOf = (words: string, { usage }: Command): string => `usage: weir ${words} ${usage}`.trimEnd()

const help = (group: string, words: string | undefined): string => {
  const chosen = Object.entries(commands).filter(
    ([name]) => name === words || (words === undefined && name.startsWith(`${group} `)),
  )
  const listed = chosen.length === 0 ? Object.entries(commands) : chosen
  const described = listed.map(([name, { usage, about }]) => `  weir ${name} ${usage}`.trimEnd() + `\n      ${about}`)
  const everywhere = `Every command takes --json, --endpoint-url <url> and --region <region>. It signs with AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY, or with the administrator's key in $WEIR_DATA_DIR/credentials (.weir).`
  return `Administers who may use a Weir installation, and explains SQL applications.\n\n${described.join('\n')}\n\n${everywhere}`
}
