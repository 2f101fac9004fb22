/**
 * Who looked: for the person, at their own record; for who watches, in their part of the tree. Lines are read newest first, by
 * number, so that none slips in between two pages. Hidden ones are left out before a page is counted.
 */
import type { Queryable } from '../../database/index.ts'
import type { StatedPurpose } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { recordWatch } from './acts.ts'
import { allow, type WatchFrame, WatchRefused } from './frame.ts'
import { isShown } from './inspections.ts'
import { linkedTransaction } from './links.ts'

/** A line, without what a record holds. */
export interface SeenLook {
  readonly no: number
  readonly at: Date
  /** The account or system; null: a door without one. */
  readonly accountId: string | null
  readonly personId: number
  readonly action: string
  /** As class:form. */
  readonly classes: readonly string[]
  readonly purpose: string | null
  readonly ground: string | null
  readonly caseNo: string | null
  readonly address: string
  readonly glass: string | null
}

export interface SeenLooks {
  readonly looks: readonly SeenLook[]
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
}

const columns = `a.no, a.at, a.account_id as "accountId", a.person_id as "personId", a.action, a.classes, a.purpose,
  a.legal_ground as ground, a.case_no as "caseNo", a.address, a.glass`

export const mostLooks = 200
interface Page {
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

/** A cursor is the number of the last line shown. */
function placeOf({ after }: Page): number {
  if (after === undefined) return Number.MAX_SAFE_INTEGER
  if (!/^[1-9]\d{0,14}$/.test(after)) throw new WatchRefused('looks.cursor')
  return Number(after)
}
const sizeOf = ({ limit = 50 }: Page): number => Math.min(Math.max(1, limit), mostLooks)

function pageOf(rows: readonly SeenLook[], size: number): SeenLooks {
  const looks = rows.slice(0, size)
  return { looks, next: rows.length > size ? String(looks.at(-1)!.no) : null }
}

/** Who looked at the record of the account's own person. Throws WatchRefused. */
export async function ownLooks(frame: WatchFrame, by: Subject, page: Page): Promise<SeenLooks> {
  const { subject } = await allow(frame, by, 'look.own', { target: { kind: 'self' } })
  const size = sizeOf(page)
  const { rows } = await frame.pool.query<SeenLook>(
    `select ${columns} from access_look a where a.person_id = $1 and a.no < $2 and ${isShown('$3')} order by a.no desc limit $4`,
    [subject.personId, placeOf(page), frame.today(), size + 1],
  )
  return pageOf(rows, size)
}

export interface Sought extends Page {
  /** The unit whose people were looked at; null: the nation. */
  readonly unitId: number | null
  readonly personId?: number | undefined
  readonly accountId?: string | undefined
  readonly action?: string | undefined
  readonly purpose?: string | undefined
  readonly caseNo?: string | undefined
  /** Only looks through a broken glass. */
  readonly glass?: boolean | undefined
  /** Instants: from, and up to but not at. The last 30 days where neither is named; 366 days at most. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

const day = 86_400_000

/**
 * Looks at the people who stand today in a unit and below it, or in the nation. The auditor of the nation sees hidden ones,
 * nobody else does. The search itself is written down. Throws WatchRefused.
 */
export async function searchLooks(
  frame: WatchFrame,
  by: Subject,
  stated: StatedPurpose | null,
  sought: Sought,
): Promise<SeenLooks> {
  const target =
    sought.unitId === null ? ({ kind: 'nation' } as const) : { kind: 'unit' as const, unitId: sought.unitId }
  const { subject } = await allow(frame, by, 'look.read', { purpose: stated, target })
  const to = sought.to ?? new Date(frame.now().getTime() + day)
  const from = sought.from ?? new Date(to.getTime() - 31 * day)
  if (!(from < to) || to.getTime() - from.getTime() > 366 * day) throw new WatchRefused('looks.dates', { days: 366 })
  const size = sizeOf(sought)
  const units = sought.unitId === null ? null : (await frame.tree()).below(sought.unitId)
  return linkedTransaction(frame.pool, async (tx) => {
    const facts = { ...sought, from, to, purpose: sought.purpose, why: stated?.code, whyCase: stated?.caseNo }
    await recordWatch(tx, frame.now(), { act: 'looksSearched', by: subject.accountId, ...facts })
    return pageOf(await linesOf(tx, sought, { from, to, units, today: frame.today(), most: size + 1 }), size)
  })
}

async function linesOf(
  tx: Queryable,
  sought: Sought,
  { from, to, units, today, most }: { from: Date; to: Date; units: number[] | null; today: string; most: number },
): Promise<SeenLook[]> {
  const values: unknown[] = [placeOf(sought), from, to]
  const parameter = (value: unknown) => `$${values.push(value)}`
  const conditions = ['a.no < $1', 'a.at >= $2', 'a.at < $3']
  if (units !== null) {
    conditions.push(`a.person_id in (select id from person where unit_id = any(${parameter(units)}::bigint[]))`)
    conditions.push(isShown(parameter(today)))
  }
  if (sought.personId !== undefined) conditions.push(`a.person_id = ${parameter(sought.personId)}`)
  if (sought.accountId !== undefined) conditions.push(`a.account_id = ${parameter(sought.accountId)}`)
  if (sought.action !== undefined) conditions.push(`a.action = ${parameter(sought.action)}`)
  if (sought.purpose !== undefined) conditions.push(`a.purpose = ${parameter(sought.purpose)}`)
  if (sought.caseNo !== undefined) conditions.push(`a.case_no = ${parameter(sought.caseNo)}`)
  if (sought.glass) conditions.push('a.glass is not null')
  const { rows } = await tx.query<SeenLook>(
    `select ${columns} from access_look a where ${conditions.join(' and ')} order by a.no desc limit ${parameter(most)}`,
    values,
  )
  return rows
}
