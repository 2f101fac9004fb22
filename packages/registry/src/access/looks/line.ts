/** A line of the access log in the bytes that the log commits to (docs/protocol.md, 11.8). */
import { recordLeaf, utf8 } from '@cbccvc/evidence'

/** What a look says, before it has a number. */
export interface LookText {
  /** Instant in UTC with microseconds. */
  readonly at: string
  readonly account_id: string | null
  readonly session_id: string | null
  readonly person_id: number
  readonly action: string
  /** As class:form. */
  readonly classes: readonly string[]
  readonly purpose: string | null
  readonly legal_ground: string | null
  readonly case_no: string | null
  readonly address: string
  readonly glass: string | null
}

/** A line as `lineColumns` reads it. */
export interface LookLine extends LookText {
  readonly id: number
  /** Its link in the chain of the process that wrote it; null: from before there were links. */
  readonly chain: string | null
  readonly link: number | null
}

/** An instant of SQL as lines tell it. */
export const instantText = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Columns of `access_look` (also called `a`) that make a line. */
export const lineColumns = `a.id, ${instantText('a.at')} as at, a.account_id, a.session_id, a.person_id, a.action, a.classes,
  a.purpose, a.legal_ground, a.case_no, a.address, a.glass, a.chain, a.link`

function facts(line: LookText): unknown[] {
  const { at, account_id, session_id, person_id, action, classes, purpose, legal_ground, case_no, address, glass } =
    line
  const who = [account_id, session_id, person_id]
  return [at, ...who, action, classes, purpose, legal_ground, case_no, address, glass]
}

/** What the link of a look is over. */
export const lookText = (line: LookText): string => JSON.stringify(facts(line))

/** The leaf of the line with this number in the tree of its batch, whose first line has the number `first`. 32 bytes. */
export function lineLeaf(salt: Uint8Array, first: number, no: number, line: LookLine): Uint8Array {
  const link = line.chain === null ? [] : [line.chain, line.link]
  return recordLeaf(salt, no - first, utf8(JSON.stringify([no, ...facts(line), ...link])))
}
