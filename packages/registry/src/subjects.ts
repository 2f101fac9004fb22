/**
 * Who asks, worked out anew from what stands: the session, the grants in force today, and what the book says today of the
 * person whom the account is bound to. A walk of the hall, because accounts know nothing of the book.
 *
 *   token → access/accounts (session, grants) → register (the person as of today) → the grants that live → Subject
 */
import { createHash } from 'node:crypto'
import { edition } from '@cbccvc/standard'
import {
  AccountRefused,
  type AccountsFrame,
  closeOfLeaver,
  deadBecause,
  endDead,
  forgetProofs,
  forgetProviderRows,
  forgetSignIns,
  forgetTries,
  grantsOf,
  linked,
  mayHandOn,
  nextToCompare,
  type Role,
  type Subject,
  seeSession,
  type WatchFrame,
  type Workplace,
} from './access/index.ts'
import { type Pool, transaction } from './database/index.ts'
import { admissionsOf, fold, insiders, statementsAbout, unitStated } from './register/index.ts'
import type { House } from './registry.ts'

/** Opens the accounts of a house; `pool` works as the role cbccvc_identity. */
export function openAccounts(house: House, pool: Pool): AccountsFrame {
  const { keys, now, today } = house
  return { pool: linked(pool, keys), keys, now, today, tree: () => house.units.current() }
}

/** Opens the watch of a house; `pool` works as the role cbccvc_watch. */
export function openWatch(house: House, pool: Pool): WatchFrame {
  const { keys, now, today } = house
  return { pool: linked(pool, keys), keys, now, today, tree: () => house.units.current() }
}

/** In service by the code list, but not at their desk: suspended, or handed over and not yet received. */
const away: ReadonlySet<unknown> = new Set(['TDC', 'CHUYEN'])

function serviceOf(status: unknown): Pick<Workplace, 'atWork' | 'left'> {
  const item = typeof status === 'string' ? edition().codeList('trang-thai-cong-tac').get(status) : undefined
  return { atWork: item?.active === true && !away.has(item.code), left: item?.active === false }
}

/**
 * Where the person works as of today and whether they are at work. Entries that are true from a later day do not act yet;
 * a holder who has stated nothing in force yet leaves the word to who stated last. Null: nobody of that number.
 */
export async function workplaceOf(house: House, personId: number): Promise<Workplace | null> {
  const trueOn = house.today()
  return transaction(house.book, async (tx) => {
    const { rows } = await tx.query<{ firstHolder: string; holder: string }>(
      `select first_holder as "firstHolder", holder from person where id = $1`,
      [personId],
    )
    const person = rows[0]
    if (!person) return null
    const inside = insiders(person, (await admissionsOf(tx, [personId])).get(personId))
    const all = (await statementsAbout(tx, house.keys, [personId])).get(personId) ?? []
    const known = all.filter((statement) => inside.counts(statement))
    const bodies = known.filter(({ source }) => source !== 'populationRegister')
    const own = fold(
      bodies.filter(({ source }) => source === person.holder),
      { trueOn },
    )
    const unitId = unitStated(own, bodies) ?? unitStated(fold(bodies, { trueOn }), bodies)
    return { unitId, ...serviceOf(fold(known, { trueOn }).values.trangThaiCongTac) }
  })
}

/** A subject is never older than this, in milliseconds. */
const freshFor = 30_000
const mostRemembered = 10_000

export interface Subjects {
  /** The subject of this session's token; null when there is no living session. */
  of(token: string, address: string): Promise<Subject | null>
  /** After an act on accounts in this process: the next question reads again. */
  forget(): void
}

/** One a process: remembers subjects for at most half a minute (by `house.now`). */
export function subjects(house: House, accounts: AccountsFrame): Subjects {
  const remembered = new Map<string, { subject: Subject; readAt: number }>()
  return {
    async of(token, address) {
      if (token === '') return null
      const key = createHash('sha256').update(token).digest('base64')
      const now = house.now().getTime()
      const known = remembered.get(key)
      if (known && now - known.readAt < freshFor && now >= known.readAt) return { ...known.subject, address }
      remembered.delete(key)
      const subject = await readSubject(house, accounts, token, address)
      if (remembered.size >= mostRemembered) remembered.clear()
      if (subject) remembered.set(key, { subject, readAt: now })
      return subject
    },
    forget: () => remembered.clear(),
  }
}

async function readSubject(
  house: House,
  accounts: AccountsFrame,
  token: string,
  address: string,
): Promise<Subject | null> {
  const session = await seeSession(accounts, token)
  if (!session) return null
  const { accountId, sessionId, personId, secondFactor, steppedUpAt } = session
  const grants = await livingGrants(house, accounts, accountId, personId)
  return { kind: 'account', accountId, sessionId, personId, sender: null, grants, secondFactor, steppedUpAt, address }
}

/** The grants of an account that are in force today, the book asked as well. */
export function rightsOf(
  house: House,
  accounts: AccountsFrame,
  { accountId, personId }: { readonly accountId: string; readonly personId: number | null },
) {
  return livingGrants(house, accounts, accountId, personId)
}

const nowhere: Workplace = { unitId: null, atWork: false }

/** The grants in force; those that the book has overtaken are ended on the way. */
async function livingGrants(house: House, accounts: AccountsFrame, accountId: string, personId: number | null) {
  const grants = await grantsOf(accounts.pool, accountId, accounts.today())
  if (personId === null || grants.length === 0) return grants
  return endDead(accounts, accountId, grants, (await workplaceOf(house, personId)) ?? nowhere)
}

/**
 * One step of the worker: the accounts that were not looked at for the longest time. Rights die without it (a subject
 * looks for itself); it ends the grants of those who do not sign in any more, so that no list shows them as living, and
 * closes the accounts of those who have left the service for good.
 */
export async function endGrantsOfLeavers(house: House, accounts: AccountsFrame): Promise<boolean> {
  await forgetTries(accounts)
  await forgetSignIns(accounts)
  await forgetProofs(accounts)
  const forgotten = await forgetProviderRows(accounts)
  for (const { accountId, personId } of await nextToCompare(accounts, 200)) {
    const workplace = await workplaceOf(house, personId)
    const grants = await grantsOf(accounts.pool, accountId, accounts.today())
    await endDead(accounts, accountId, grants, workplace ?? nowhere)
    if (workplace?.left) await closeOfLeaver(accounts, accountId)
  }
  return forgotten >= 5000
}

/**
 * The person of a personal number, to bind an account to: looked up by the blind index, kept nowhere; only for who may
 * give the role at all. Throws when the book does not know the number, or says that a grant over this unit would be dead
 * on the day it is given.
 */
export async function personForAccount(
  house: House,
  accounts: AccountsFrame,
  by: Subject,
  { soDinhDanh, role, unitId }: { soDinhDanh: string; role: Role; unitId: number | null },
): Promise<number> {
  if (!by.secondFactor || !mayHandOn(by.grants, { role, unitId }, await accounts.tree())) {
    throw new AccountRefused('access.notAllowed')
  }
  const { rows } = await house.pool.query<{ id: number }>(`select id from person where blind = any($1::bytea[])`, [
    house.keys.blinds(soDinhDanh),
  ])
  const id = rows[0]?.id
  const workplace = id === undefined ? null : await workplaceOf(house, id)
  if (id === undefined || workplace === null) throw new AccountRefused('account.personUnknown')
  if (deadBecause({ unitId }, workplace, await accounts.tree()) !== null)
    throw new AccountRefused('account.personElsewhere')
  return id
}
