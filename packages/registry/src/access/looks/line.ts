/** A line of the access log in the bytes that the log commits to (docs/protocol.md, 11.8). */
import { recordLeaf, utf8 } from '@cbccvc/evidence'

/** A numbered line, as `lineColumns` reads it. */
export interface LookLine {
  readonly id: number
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

/** Columns of `access_look` (also called `a`) that make a line. */
export const lineColumns = `a.id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.account_id,
  a.session_id, a.person_id, a.action, a.classes, a.purpose, a.legal_ground, a.case_no, a.address, a.glass`

function lineText(no: number, line: LookLine): string {
  const { at, account_id, session_id, person_id, action, classes, purpose, legal_ground, case_no, address, glass } =
    line
  const who = [account_id, session_id, person_id]
  return JSON.stringify([no, at, ...who, action, classes, purpose, legal_ground, case_no, address, glass])
}

/** The leaf of the line with this number in the tree of its batch, whose first line has the number `first`. 32 bytes. */
export function lineLeaf(salt: Uint8Array, first: number, no: number, line: LookLine): Uint8Array {
  return recordLeaf(salt, no - first, utf8(lineText(no, line)))
}
