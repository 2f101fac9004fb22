/**
 * What those who watch did, and what a data subject asked: a line an act, in the transaction of the deed. It names the row
 * that it made or changed, with a digest of that row as it then stood, so that a row that is changed, removed or put in
 * afterwards stands against its acts. Numbered and chained like looks (chain.ts), held until then by a link (links.ts).
 */
import { recordLeaf, utf8 } from '@cbccvc/evidence'
import type { Connection, SealClass } from '../../database/index.ts'
import { instantText } from './line.ts'
import { addLink } from './links.ts'

export type WatchAct =
  | 'looksSearched'
  | 'drilled'
  | 'inspectionOpened'
  | 'inspectionApproved'
  | 'inspectionRefused'
  | 'inspectionEnded'
  | 'glassBroken'
  | 'glassReviewed'
  | 'alarmRaised'
  | 'alarmSettled'
  | 'requestMade'
  | 'requestOpened'
  | 'requestAnswered'
  | 'restrictionLifted'
  | 'complaintRegistered'
  | 'complaintClosed'

const utc = (column: string) => `${column} at time zone 'UTC'`
const hex = (column: string) => `encode(${column}, 'hex')`
const aboutOf = (column: string, table: string, key: string) =>
  `array(select ${column} from ${table} o where o.${key} = r.id and ${column} is not null order by 1)`

interface WatchedRow {
  readonly table: string
  /** SQL of the one text that is digested; `r`: the row. A box is told by `box`, because another key may seal it anew. */
  text(box: (column: string) => string): string
  /** What is sealed in it: column, class, and the place that it is bound to. */
  readonly boxes: readonly (readonly [column: string, of: SealClass, place: (id: string) => string])[]
}

/** That there is a box; that it holds what was written is its seal's to say (check/looks.ts opens it). */
export const isThere = (column: string): string => `${column} is not null`
/** As boxes stood in the digests of 000076.sql, of rows from before. */
export const asFound = (column: string): string => hex(column)

/** The rows that acts are about. */
export const watchedRows = {
  inspection: {
    table: 'inspection',
    boxes: [['hidden_ground', 'facts', (id) => `inspection ${id}`]],
    text: (
      box,
    ) => `json_build_array(r.id, r.case_no, r.decision_no, r.valid_from, r.valid_to, r.hidden, ${box('r.hidden_ground')}, r.state,
      r.opened_by, ${utc('r.opened_at')}, r.decided_by, ${utc('r.decided_at')}, r.ended_by, ${utc('r.ended_at')},
      ${aboutOf('person_id', 'inspection_about', 'inspection_id')}, ${aboutOf('unit_id', 'inspection_about', 'inspection_id')})`,
  },
  glass: {
    table: 'broken_glass',
    boxes: [
      ['reason', 'facts', (id) => `glass ${id} reason`],
      ['word', 'facts', (id) => `glass ${id} word`],
    ],
    text: (
      box,
    ) => `json_build_array(r.id, r.account_id, r.person_id, ${box('r.reason')}, ${utc('r.opened_at')}, ${utc('r.until')},
      r.review_by, r.reviewed_by, ${utc('r.reviewed_at')}, r.justified, ${box('r.word')})`,
  },
  alarm: {
    table: 'alarm',
    boxes: [['word', 'facts', (id) => `alarm ${id}`]],
    text: (
      box,
    ) => `json_build_array(r.id, ${utc('r.at')}, r.kind, r.account_id, r.person_id, r.look_no, r.day, r.facts::text, r.settle_by,
      r.settled_by, ${utc('r.settled_at')}, ${box('r.word')})`,
  },
  complaint: {
    table: 'complaint',
    boxes: [],
    text: () => `json_build_array(r.id, r.case_no, r.kind, r.received_on, r.taken_up_on, r.valid_to, r.registered_by,
      ${utc('r.registered_at')}, r.closed_by, ${utc('r.closed_at')},
      ${aboutOf('person_id', 'complaint_about', 'complaint_id')}, ${aboutOf('unit_id', 'complaint_about', 'complaint_id')})`,
  },
  request: {
    table: 'subject_request',
    boxes: [
      ['words', 'sealed', (id) => `request ${id} words`],
      ['answer', 'sealed', (id) => `request ${id} answer`],
    ],
    text: (
      box,
    ) => `json_build_array(r.id, r.no, r.account_id, r.person_id, r.unit_id, r.kind, r.fields, ${box('r.words')},
      ${utc('r.made_at')}, r.made_on, r.due_on, r.outcome, r.ground, r.parcel, ${box('r.answer')}, r.answered_by,
      ${utc('r.answered_at')}, r.answered_on, ${utc('r.lifted_at')},
      (select json_agg(json_build_array(o.account_id, ${utc('o.at')}) order by o.at, o.account_id)
         from subject_request_opened o where o.request_id = r.id))`,
  },
} as const satisfies Record<string, WatchedRow>
export type WatchedKind = keyof typeof watchedRows
export const watchedKinds = Object.keys(watchedRows) as readonly WatchedKind[]

export interface About {
  readonly kind: WatchedKind
  readonly id: string
}

export interface NewAct {
  readonly act: WatchAct
  /** Null: the command line of the centre, or the centre itself. */
  readonly by: string | null
  /** The row that it made or changed, which stands by now. */
  readonly about?: About
  readonly [fact: string]: unknown
}

/** An act as `actColumns` reads it. */
export interface ActLine {
  readonly id: number
  /** Instant in UTC with microseconds. */
  readonly at: string
  readonly act: string
  readonly by_account: string | null
  readonly about_kind: string | null
  readonly about_id: string | null
  /** Hex. */
  readonly digest: string | null
  /** As PostgreSQL writes them. */
  readonly facts: string
  readonly chain: string | null
  readonly link: number | null
}

/** Columns of `watch_act` (also called `a`) that make a line. */
export const actColumns = `a.id, ${instantText('a.at')} as at, a.act, a.by_account, a.about_kind, a.about_id,
  ${hex('a.digest')} as digest, a.facts::text as facts, a.chain, a.link`

const factsOf = ({
  at,
  act,
  by_account,
  about_kind,
  about_id,
  digest,
  facts,
}: Omit<ActLine, 'id' | 'chain' | 'link'>) => [at, act, by_account, about_kind, about_id, digest, facts] as const

/** What the link of an act is over. */
export const actText = (line: Omit<ActLine, 'id' | 'chain' | 'link'>): string => JSON.stringify(factsOf(line))

/** The leaf of the act with this number in the tree of its batch. 32 bytes. */
export function actLineLeaf(salt: Uint8Array, first: number, no: number, line: ActLine): Uint8Array {
  const link = line.chain === null ? [] : [line.chain, line.link]
  return recordLeaf(salt, no - first, utf8(JSON.stringify([no, ...factsOf(line), ...link])))
}

/** Digest of a row's text, hex, as SQL. */
export const digestOfRow = (text: string): string => `encode(sha256(convert_to(${text}::text, 'UTF8')), 'hex')`

/** Writes down what was done, in the linked transaction of the deed and after it. */
export async function recordWatch(tx: Connection, at: Date, deed: NewAct): Promise<void> {
  const line = await lineOf(tx, at, deed)
  const { chain, n } = await addLink(tx, [actText(line)])
  await writeAct(tx, { ...line, chain, link: n })
}

/** Writes down what the sequencer itself did, where it numbers lines: it is numbered in the same commit. */
export async function recordAsNumbered(tx: Connection, at: Date, deed: NewAct & { act: 'alarmRaised' }): Promise<void> {
  await writeAct(tx, { ...(await lineOf(tx, at, deed)), chain: null, link: null })
}

async function lineOf(
  tx: Connection,
  at: Date,
  { act, by, about, ...facts }: NewAct,
): Promise<Omit<ActLine, 'id' | 'chain' | 'link'>> {
  const row = about ? watchedRows[about.kind] : null
  const { rows } = await tx.query<{ facts: string; digest: string | null }>(
    row
      ? `select $1::jsonb::text as facts, (select ${digestOfRow(row.text(isThere))} from ${row.table} r where r.id = $2) as digest`
      : 'select $1::jsonb::text as facts, null as digest',
    [JSON.stringify(facts), ...(about ? [about.id] : [])],
  )
  const found = rows[0]!
  if (about && found.digest === null) throw new RangeError(`an act about a ${about.kind} that does not stand`)
  return {
    ...{ at: at.toISOString().replace('Z', '000Z'), act, by_account: by, facts: found.facts },
    ...{ about_kind: about?.kind ?? null, about_id: about?.id ?? null },
    digest: found.digest,
  }
}

async function writeAct(tx: Connection, line: Omit<ActLine, 'id'>): Promise<void> {
  const { at, act, by_account, facts, about_kind, about_id, digest, chain, link } = line
  const linked = chain === null ? '' : ', chain, link'
  await tx.query(
    `insert into watch_act (at, act, by_account, facts, about_kind, about_id, digest${linked})
     values ($1, $2, $3, $4, $5, $6, decode($7, 'hex')${linked && ', $8, $9'})`,
    [at, act, by_account, facts, about_kind, about_id, digest, ...(chain === null ? [] : [chain, link])],
  )
}
