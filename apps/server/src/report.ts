/**
 * What a process says of a fault: the error's name, code and place, never its message or values (a message of the
 * database may quote a row). One JSON line on standard error.
 */
import type { Raised, RefusedSum } from '@cbccvc/registry'

/** Says it on standard error. */
export function report(where: string, error: unknown): void {
  process.stderr.write(reportLine(where, error))
}

/** The line of it. */
export function reportLine(where: string, error: unknown): string {
  const { name = 'Error', code, stack = '' } = (error ?? {}) as { name?: string; code?: string; stack?: string }
  const place = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?file:.*\/((?:packages|apps)\/.*?)\)?$/, '$1'))
  return `${JSON.stringify({ at: new Date().toISOString(), where, error: name, ...(code !== undefined && { code }), place })}\n`
}

/** A line that is whole already: a security event. */
export function sayLine(line: string): void {
  process.stderr.write(line)
}

/** What the doors refuse has jumped, of this kind. */
export function reportJump({ kind, lately, usual }: RefusedSum): void {
  sayLine(`${JSON.stringify({ at: new Date().toISOString(), where: 'security', jump: kind, lately, usual })}\n`)
}

/** An alarm about looks, for whoever watches over the processes: that there is one, of what kind, and its id. */
export function reportAlarm({ alarmId, kind }: Raised): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), where: 'alarm', kind, alarmId })}\n`)
}

/** A relying party was not told of the end of a sign-in, because it did not answer: its id, for the operator. */
export function reportGivenUp(partyId: string): void {
  const line = { at: new Date().toISOString(), where: 'logouts', givenUp: partyId }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
