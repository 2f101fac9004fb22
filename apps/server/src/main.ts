/**
 * The server's commands. Each is one process, stateless but for the database and the key files:
 *   migrate · enroll FILE · serve · work · sequence · check-book
 */

import { commands } from './commands.ts'
import { ConfigError } from './config.ts'

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined
if (!command) {
  process.stderr.write(
    `Lệnh: ${Object.keys(commands).join(' · ')}\nCommands as above; docs/operations.md tells what each needs.\n`,
  )
  process.exitCode = 2
} else {
  try {
    await command(process.env, args)
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error)?.stack ?? error)}\n`)
    process.exitCode = 1
  }
}
