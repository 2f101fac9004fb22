/**
 * Systems that read and relying parties, as two people register and change them: a key, a budget and going on after a rest
 * are asked for by the national operator and done when a second person approves. To stop one takes one person
 * (systems.ts, parties.ts).
 */
import { type Connection, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { type Asked, askSecond } from './four-eyes.ts'
import { type AccountsFrame, type Here, here } from './frame.ts'
import { isGrantable, mayHandOn, type Over, requireRight } from './issuing.ts'
import { addParty, changeParty, checkParty, type PartyOptions, partyToChange, type RelyingSystem } from './parties.ts'
import { AccountRefused } from './refusal.ts'
import { signedIn } from './stepping.ts'
import { addSystem, changeSystem, checkSystemChange, checkSystemWish, systemToChange } from './systems.ts'
import type { PartyChange, RegistrationWish, SystemChange, SystemWish, Wish } from './wish.ts'

/** What came of a registration that the second person approved. */
export type Registered =
  | { readonly kind: 'registered'; readonly systemId: string }
  | { readonly kind: 'partyRegistered'; readonly partyId: string }
  | { readonly kind: 'changed' }

const role = 'consumerSystem' as const
const forNation = { role, unitId: null } as const

/** Who may ask for it: whoever hands the role of a system on over this part of the tree, with a fresh second factor. */
function asker(by: Subject, over: Over, at: Here): string {
  const { accountId } = signedIn(by)
  if (!isGrantable(over, at.tree) || !mayHandOn(by.grants, over, at.tree)) throw new AccountRefused('access.notAllowed')
  requireRight(by, 'account.invite', null, at)
  return accountId
}

/** Registers a system that may read; always by two people. Throws AccountRefused. */
export async function registerSystem(frame: AccountsFrame, by: Subject, wish: SystemWish): Promise<Asked> {
  signedIn(by)
  checkSystemWish(wish, frame.today())
  const accountId = asker(by, wish, await here(frame))
  return transaction(frame.pool, (tx) => askSecond(frame, tx, wish, accountId))
}

/**
 * Changes one thing of a system: its key (what it holds by the old one ends within a minute), how many people it may look
 * at in a day, or lets it go on after a rest. Throws `system.unknown`, `system.state` for one that does not rest.
 */
export async function askSystemChange(
  frame: AccountsFrame,
  by: Subject,
  systemId: string,
  change: SystemChange,
): Promise<Asked> {
  const at = await here(frame)
  const accountId = asker(by, forNation, at)
  const kept = checkSystemChange(change)
  return transaction(frame.pool, async (tx) => {
    const { clientId, name, unitId, validTo } = await systemToChange(tx, systemId, kept)
    const of = { systemId, clientId, name, unitId, validFrom: at.today, validTo }
    return askSecond(frame, tx, { kind: 'systemChange', role, ...of, change: kept }, accountId)
  })
}

/**
 * Registers a relying party. Throws `party.address` for an address that is not whole, exact and over TLS, `account.login`,
 * `account.name`, `system.key`.
 */
export async function registerParty(
  frame: AccountsFrame,
  by: Subject,
  wish: RelyingSystem,
  options: PartyOptions = {},
): Promise<Asked> {
  const at = await here(frame)
  const accountId = asker(by, forNation, at)
  const party = checkParty(wish, options)
  const over = { ...forNation, validFrom: at.today, validTo: null }
  return transaction(frame.pool, (tx) => askSecond(frame, tx, { kind: 'party', ...over, party }, accountId))
}

/** Changes the keys of a relying party, or lets it go on after a rest. Throws `system.unknown`, `system.state`. */
export async function askPartyChange(
  frame: AccountsFrame,
  by: Subject,
  partyId: string,
  change: PartyChange,
): Promise<Asked> {
  const at = await here(frame)
  const accountId = asker(by, forNation, at)
  return transaction(frame.pool, async (tx) => {
    const { name, change: kept } = await partyToChange(tx, partyId, change)
    const of = { ...forNation, partyId, name, validFrom: at.today, validTo: null }
    return askSecond(frame, tx, { kind: 'partyChange', ...of, change: kept }, accountId)
  })
}

export const isRegistration = (wish: Wish): wish is RegistrationWish =>
  wish.kind === 'system' || wish.kind === 'systemChange' || wish.kind === 'party' || wish.kind === 'partyChange'

/** In the transaction of who approves it. */
export async function carryOutRegistration(
  tx: Connection,
  at: Date,
  wish: RegistrationWish,
  by: string,
  approvedBy: string,
): Promise<Registered> {
  switch (wish.kind) {
    case 'system':
      return { kind: 'registered', systemId: await addSystem(tx, at, wish, by, approvedBy) }
    case 'systemChange':
      await changeSystem(tx, at, wish, by, approvedBy)
      return { kind: 'changed' }
    case 'party':
      await addParty(tx, at, wish.party, by, approvedBy)
      return { kind: 'partyRegistered', partyId: wish.party.id }
    case 'partyChange':
      await changeParty(tx, at, wish, by, approvedBy)
      return { kind: 'changed' }
  }
}
