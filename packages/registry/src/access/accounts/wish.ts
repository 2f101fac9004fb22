/** What can be wished for: a role over a part of the tree for some time, for somebody new or for an account that is there. */
import { addDays, isDay } from '@cbccvc/standard'
import type { Grant, Role } from '../subject.ts'
import type { RelyingSystem } from './parties.ts'
import { AccountRefused } from './refusal.ts'
import type { SystemKey } from './systems.ts'

/** The role that is wished for, over what, when. */
export interface RoleWish {
  readonly role: Role
  /** Null: the nation. */
  readonly unitId: number | null
  /** `yyyy-mm-dd`, today or later. */
  readonly validFrom: string
  readonly validTo: string | null
}
export type InvitationWish = RoleWish & {
  readonly kind: 'invitation'
  /** `acting`: in the place of somebody who is away; has a last day. */
  readonly via: 'issued' | 'acting'
  readonly login: string
  readonly name: string
  /** Whom the account is bound to. */
  readonly personId: number | null
}
export type GrantWish = RoleWish & {
  readonly kind: 'grant'
  readonly via: Grant['via']
  readonly accountId: string
  /** Of a delegation: the grant that it lives on. */
  readonly parentId: string | null
}
/** A system to be registered: the one right that is held by no account. */
export type SystemWish = RoleWish & {
  readonly kind: 'system'
  readonly role: 'consumerSystem'
  readonly validTo: string
  readonly clientId: string
  readonly name: string
  readonly publicKey: SystemKey
  /** Codes of the standard's purposes. */
  readonly purposes: readonly string[]
  /** How many different people it may look at in a day. */
  readonly peopleADay: number
}
/** What is changed of a system that is registered: one thing at a time. */
export type SystemChange =
  | { readonly kind: 'key'; readonly publicKey: SystemKey }
  | { readonly kind: 'budget'; readonly peopleADay: number }
  | { readonly kind: 'resume' }
/** What is registered of a system, changed; `unitId` is what it is registered over. */
export type SystemChangeWish = RoleWish & {
  readonly kind: 'systemChange'
  readonly role: 'consumerSystem'
  readonly systemId: string
  readonly clientId: string
  readonly name: string
  readonly change: SystemChange
}
/** A relying party to be registered. Approved for the nation, whose people sign in there. */
export type PartyWish = RoleWish & {
  readonly kind: 'party'
  readonly role: 'consumerSystem'
  readonly party: RelyingSystem
}
export type PartyChange =
  | { readonly kind: 'key'; readonly publicKeys: readonly SystemKey[] }
  | { readonly kind: 'resume' }
export type PartyChangeWish = RoleWish & {
  readonly kind: 'partyChange'
  readonly role: 'consumerSystem'
  readonly partyId: string
  readonly name: string
  readonly change: PartyChange
}
/** What two people do to systems and relying parties. */
export type RegistrationWish = SystemWish | SystemChangeWish | PartyWish | PartyChangeWish
/** Factors of an account to be set anew; `role` over `unitId` is the one for which two people are asked. */
export type ResetWish = RoleWish & { readonly kind: 'reset'; readonly accountId: string }
/** What `issue` carries out. */
export type AccountWish = InvitationWish | GrantWish
/** What can wait for a second person. */
export type Wish = AccountWish | RegistrationWish | ResetWish

/** Longest for what is held in the place of another. */
export const mostDays = 180

export const loginForm = /^[a-z][a-z0-9._-]{2,63}$/

/** Whether login, name and dates have the shape that is asked of them. Throws AccountRefused. */
export function checkWish(wish: AccountWish, today: string): void {
  if (wish.kind === 'invitation') {
    if (!loginForm.test(wish.login)) throw new AccountRefused('account.login')
    const characters = [...wish.name.trim()].length
    if (characters < 1 || characters > 200) throw new AccountRefused('account.name')
  }
  if (!haveOrder(wish, today)) throw new AccountRefused('grant.dates', { days: mostDays })
}

function haveOrder(
  { via, validFrom, validTo }: Pick<AccountWish, 'via' | 'validFrom' | 'validTo'>,
  today: string,
): boolean {
  if (!isDay(validFrom) || validFrom < today) return false
  if (validTo === null) return via === 'issued'
  return isDay(validTo) && validTo >= validFrom && (via === 'issued' || validTo <= addDays(validFrom, mostDays))
}
