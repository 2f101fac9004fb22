/** What the tests know of their people and must never be found in a log: written down for the search at the end of a run. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SecurityEvents, securityEvents } from '../http/security-events.ts'
import { reportLine } from '../report.ts'

const folder = process.env.CBCCVC_TEST_LOGS

/** Passwords, tokens, keys, names, numbers. */
export function plant(...secrets: readonly string[]): void {
  if (folder) appendFileSync(join(folder, 'planted.txt'), secrets.map((one) => `${one}\n`).join(''))
}

/** What a server would write of this fault. */
export function keepReport(where: string, error: unknown): void {
  if (folder) appendFileSync(join(folder, `doors-${process.pid}.log`), reportLine(where, error))
}

/** What the doors of this test refuse, written as a server would: the search at the end of a run reads it. */
export const keepEvents = (also: (line: string) => void = () => {}): SecurityEvents =>
  securityEvents((line) => {
    also(line)
    if (folder) appendFileSync(join(folder, `doors-${process.pid}.log`), line)
  })
