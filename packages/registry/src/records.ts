/**
 * Who may look at a record: from an account and a name of a person or unit to a permit, or to the refusal that is told. A
 * walk of the hall:
 *
 *   ref → register (where the person stands) → standing.ts (consent, case, glass) → access (permit) → insight (the answer)
 *
 * Whoever is not there and whoever may not be seen take the same way: a name that means nobody stands for the person 0 in
 * the unit 0, whom nobody reaches, and every question is asked about them as well.
 */
import { type FieldClass, fieldClasses, type PurposeCode, type RecordAction } from '@cbccvc/standard'
import {
  type ActPermit,
  type ChosenClass,
  chosenFields,
  type Denial,
  decide,
  groundOf,
  noStanding,
  permit,
  type RecordPermit,
  type Subject,
  type Target,
} from './access/index.ts'
import type { Queryable } from './database/index.ts'
import { unitOfPerson } from './insight/index.ts'
import { standingOf } from './standing.ts'
import type { House } from './work.ts'

/** A look that is refused: a code of the contract's table, and no fact. */
export class AccessRefused extends Error {
  override readonly name = 'AccessRefused'
  readonly code: Denial
  constructor(code: Denial) {
    super(code)
    this.code = code
  }
}

/** Why, as the caller says it; the ground follows from the purpose. */
export interface Reason {
  readonly code: PurposeCode
  readonly caseNo?: string | undefined
}

/** What is shown where the caller names no classes: never a sealed field, and in lists no row of bullets either. */
const usual: Readonly<Partial<Record<RecordAction, readonly FieldClass[]>>> = {
  'record.read': ['public', 'internal', 'restricted'],
  'record.history': ['public', 'internal', 'restricted'],
}
const usualInLists: readonly FieldClass[] = ['public', 'internal']

/**
 * The permit for a look, or the refusal. `classes`: each is given, or the whole is refused; null: those of the usual ones
 * that the rights give.
 * @throws AccessRefused
 */
export async function decideRecord<A extends RecordAction>(
  house: House,
  subject: Subject,
  action: A,
  target: Target,
  classes: readonly FieldClass[] | null,
  reason: Reason | null,
): Promise<RecordPermit<A>> {
  const tree = await house.units.current()
  const at = { now: house.now(), today: house.today() }
  const purpose = reason && { code: reason.code, ground: groundOf(reason.code), caseNo: reason.caseNo }
  const standing = await standingOf(house, subject, target, purpose)
  const ask = (of: readonly FieldClass[]) =>
    permit<A>(subject, { action, target, classes: of, purpose, standing }, tree, at) as RecordPermit<A> | Denial
  const given = classes ?? (usual[action] ?? usualInLists).filter((of) => typeof ask([of]) === 'object')
  // Where not even the public class is given, its refusal is the one that is told.
  const answer = ask(given.length === 0 ? ['public'] : given)
  if (typeof answer === 'string') throw new AccessRefused(answer)
  return answer
}

/** A class that a permit does not give in the clear, and what would: a step-up, an open case, broken glass, or nothing. */
export interface ClosedClass {
  readonly class: FieldClass
  readonly form: 'masked' | 'hidden'
  readonly opens: 'stepUp' | 'case' | 'breakGlass' | null
}

/** What the rights leave out of a look, by asking the one table as if each of the conditions were met. No permit comes of it. */
export async function closedTo(
  house: House,
  subject: Subject,
  { action, target, forms }: RecordPermit<'record.read' | 'record.history'>,
  reason: Reason | null,
): Promise<ClosedClass[]> {
  const tree = await house.units.current()
  const at = { now: house.now(), today: house.today() }
  const purpose = reason && { code: reason.code, ground: groundOf(reason.code), caseNo: reason.caseNo || assumed }
  const fresh = subject.kind === 'account' ? { ...subject, steppedUpAt: at.now } : subject
  const soon = new Date(at.now.getTime() + 60_000)
  const ways = [
    { opens: 'stepUp', standing: noStanding },
    { opens: 'case', standing: { ...noStanding, openCase: purpose?.caseNo ?? null } },
    { opens: 'breakGlass', standing: { ...noStanding, brokenUntil: soon } },
  ] as const
  return fieldClasses
    .filter((of) => forms[of] !== 'clear')
    .map((of) => {
      const way = ways.find(({ standing }) => {
        const decision = decide(fresh, { action, target, classes: [of], purpose, standing }, tree, at)
        return decision.kind === 'allowed' && decision.forms[of] === 'clear'
      })
      return { class: of, form: forms[of] === undefined ? 'hidden' : 'masked', opens: way?.opens ?? null }
    })
}

/** Stands for the number of a case that would be open; no case has it. */
const assumed = '?'

/** The person of a ref as the target of a look; nobody where the ref means nobody. `desk` works as the role cbccvc_desk. */
export async function targetOfRef(house: House, desk: Queryable, ref: string): Promise<Target & { kind: 'person' }> {
  const personId = house.keys.personOfRef(ref) ?? nobodysId
  return { kind: 'person', personId, unitId: (await unitOfPerson(desk, personId)) ?? nobodysUnit }
}

/** Ids begin at 1. */
const nobodysId = 0
const nobodysUnit = 0

/** The person of a personal number, by the blind index; the id of nobody where there is none. No value is read. */
export async function personOfNumber(house: House, soDinhDanh: string): Promise<number> {
  const { rows } = await house.pool.query<{ id: number }>('select id from person where blind = any($1::bytea[])', [
    house.keys.blinds(soDinhDanh),
  ])
  return rows[0]?.id ?? nobodysId
}

/** The classes of these fields; null where by one of them nobody chooses, or only by what the public class holds. */
export function classesOf(fields: readonly string[], only?: ChosenClass): ChosenClass[] | null {
  const classes = fields.map((field) => chosenFields.get(field)?.class)
  if (classes.some((of) => of === undefined || (only !== undefined && of !== only))) return null
  return [...new Set(classes as ChosenClass[])]
}

/** The permit to list people with these classes, where the subject may; null where not. */
export async function listPermit(
  house: House,
  subject: Subject,
  target: Target,
  classes: readonly FieldClass[],
  reason: Reason | null,
): Promise<RecordPermit<'record.list'> | null> {
  try {
    return await decideRecord(house, subject, 'record.list', target, classes, reason)
  } catch (error) {
    if (error instanceof AccessRefused) return null
    throw error
  }
}

/** The permit for sums in which nobody is recognised. Throws AccessRefused. */
export async function decideStatistics(
  house: House,
  subject: Subject,
  target: Target,
): Promise<ActPermit<'statistics.read'>> {
  const at = { now: house.now(), today: house.today() }
  const intention = { action: 'statistics.read', target, classes: [], purpose: null, standing: noStanding } as const
  const given = permit<'statistics.read'>(subject, intention, await house.units.current(), at)
  if (typeof given === 'string') throw new AccessRefused(given)
  return given
}

/** What the public directory is read by: anybody, within the ceiling. Throws AccessRefused. */
export function decideDirectory(
  house: House,
  address: string,
  target: Target,
): Promise<RecordPermit<'directory.read'>> {
  const anybody = { accountId: null, sessionId: null, personId: null, sender: null, grants: [], address }
  const subject: Subject = { kind: 'public', ...anybody, secondFactor: false, steppedUpAt: null }
  return decideRecord(house, subject, 'directory.read', target, ['public'], null)
}
