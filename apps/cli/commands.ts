import { keyCommands, policyCommands, sessionCommands } from './access-commands.ts'
import type { Command } from './command.ts'
import { sqlCommands } from './sql-commands.ts'
import { accountCommands, roleCommands, userCommands } from './principal-commands.ts'

/** Every command by its two words, such as `keys create`. */
export const commands: Readonly<Record<string, Command>> = {
  ...accountCommands,
  ...userCommands,
  ...keyCommands,
  ...roleCommands,
  ...policyCommands,
  ...sessionCommands,
  ...sqlCommands,
}
