/**
 * Whose e-ID it is: a walk of the hall, because accounts know nothing of the book and the book nothing of accounts.
 *
 *   number → register (blind index) → access/accounts (the account of that person) → a session, a link, a step-up
 *
 * The number and the name that the e-ID says are compared and forgotten.
 */
import { compareDates, compareNames } from '@cbccvc/standard'
import {
  AccountRefused,
  type AccountsFrame,
  accountOfPerson,
  addPersonAccount,
  type EidIdentity,
  enterByEid,
  linkEid,
  type NewSession,
  type Subject,
  stepUpByEid,
} from './access/index.ts'
import { transaction } from './database/index.ts'
import { admissionsOf, fold, insiders, statementsAbout } from './register/index.ts'
import type { House } from './registry.ts'

/** Begins a session; makes the account of who has none. Throws AccountRefused with a next step for whoever stands there. */
export async function signInByEid(
  house: House,
  accounts: AccountsFrame,
  identity: EidIdentity,
  address: string,
): Promise<NewSession> {
  const personId = await personOf(house, identity)
  if ((await accountOfPerson(accounts.pool, personId)) === null) {
    await requireSame(house, personId, identity)
    await addPersonAccount(accounts, personId, identity.hoVaTen)
  }
  const account = await accountOfPerson(accounts.pool, personId)
  if (account?.state === 'suspended') throw new AccountRefused('account.suspended')
  if (!account?.opensByEid) throw new AccountRefused('eid.notLinked')
  return enterByEid(accounts, account.accountId, address)
}

/** Lets the e-ID open the account of who asks, where both are the same person of the book. */
export async function linkEidOf(
  house: House,
  accounts: AccountsFrame,
  by: Subject,
  identity: EidIdentity,
): Promise<void> {
  const personId = await ownPerson(house, by, identity)
  await requireSame(house, personId, identity)
  await linkEid(accounts, by)
}

/** The step-up by the e-ID of the same person. */
export async function stepUpByEidOf(
  house: House,
  accounts: AccountsFrame,
  by: Subject,
  identity: EidIdentity,
): Promise<void> {
  const personId = await ownPerson(house, by, identity)
  if (!(await accountOfPerson(accounts.pool, personId))?.opensByEid) throw new AccountRefused('eid.notLinked')
  await stepUpByEid(accounts, by)
}

async function ownPerson(house: House, by: Subject, identity: EidIdentity): Promise<number> {
  if (by.personId === null) throw new AccountRefused('eid.unbound')
  const personId = await personOf(house, identity).catch(() => null)
  if (personId !== by.personId) throw new AccountRefused('eid.notYours')
  return personId
}

/** The person of the book with this number. Throws `eid.unknownPerson`. */
async function personOf(house: House, { soDinhDanh }: EidIdentity): Promise<number> {
  const { rows } = await house.pool.query<{ id: number }>(`select id from person where blind = any($1::bytea[])`, [
    house.keys.blinds(soDinhDanh),
  ])
  if (!rows[0]) throw new AccountRefused('eid.unknownPerson')
  return rows[0].id
}

/**
 * Throws `eid.mismatch` unless name and birth date are those of the book as of today: spelling habits make no difference,
 * a name without its marks does. A wrong number in the book would else show somebody another one's record.
 */
async function requireSame(house: House, personId: number, { hoVaTen, ngaySinh }: EidIdentity): Promise<void> {
  const values = await transaction(house.book, async (tx) => {
    const { rows } = await tx.query<{ firstHolder: string; holder: string }>(
      `select first_holder as "firstHolder", holder from person where id = $1`,
      [personId],
    )
    const inside = insiders(rows[0]!, (await admissionsOf(tx, [personId])).get(personId))
    const all = (await statementsAbout(tx, house.keys, [personId])).get(personId) ?? []
    return fold(
      all.filter((statement) => inside.counts(statement)),
      { trueOn: house.today() },
    ).values
  })
  const { hoTenKhaiSinh: name, ngaySinh: born } = values
  const named = typeof name === 'string' && compareNames(name, hoVaTen) === 'match'
  const dated = typeof born !== 'string' || ngaySinh === null || compareDates(born, ngaySinh) !== 'differs'
  if (!named || !dated) throw new AccountRefused('eid.mismatch')
}
