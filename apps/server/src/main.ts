/**
 * The server's commands. Each is one process, stateless but for the database and the key files:
 *   migrate · enroll FILE · serve · work · sequence · check-book · spill-sign ORDER KEY · spill ORDER FIRST SECOND
 *   account VERB · sandbox-accounts FILE · adopt-keys · rotate-keys [--fresh] · rekey-index
 *   drill LOGIN FROM TO [--numbers] [--notice]
 *   canary plant · canary end · canary count
 *   units preview FILE · units sign FILE KEY · units enter SIGNED · units list · units show ID · units tree DAY [CODE]
 *   operator list · operator sign ID ANSWER KEY [REASON] · operator decide ANSWER.jws
 */

import { refusal } from '@cbccvc/contract'
import {
  AccountRefused,
  DatabaseTooOldError,
  Refused,
  SealBrokenError,
  SpillRefused,
  UnitRefused,
  WatchRefused,
} from '@cbccvc/registry'
import { commands } from './commands.ts'
import { ConfigError } from './config.ts'
import { reportLine } from './report.ts'

// Whatever nobody caught: its place is written down, and a service manager starts us again.
process.on('uncaughtException', (error) => {
  process.stderr.write(reportLine('uncaught', error))
  process.exit(1)
})

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
    process.stderr.write(`${sentenceOf(error)}\n`)
    process.exitCode = 1
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refused || error instanceof AccountRefused || error instanceof WatchRefused) {
    const { vi, en, next } = refusal(error.code, { ...error.facts })
    return `${vi} ${next.vi}\n${en} ${next.en}`
  }
  // Any other message may quote a row of somebody's data: what is told is where it came from.
  return isForOperator(error) ? (error as Error).message : reportLine('main', error).trimEnd()
}

/** What the operator can mend needs a sentence, not a stack. */
function isForOperator(error: unknown): boolean {
  // What the operating system says names a file or a port, never a row.
  const refused = typeof (error as { syscall?: unknown } | null)?.syscall === 'string'
  const ours = [AccountRefused, ConfigError, DatabaseTooOldError, SealBrokenError, SpillRefused, UnitRefused]
  return ours.some((kind) => error instanceof kind) || refused
}
