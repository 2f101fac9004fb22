/** One handler a route of accounts: from the JSON of the contract to one act of the registry, and back. */
import type { AccountRouteName, AccountShapes } from '@cbccvc/contract'
import {
  type AccountsFrame,
  accept,
  accountsUnder,
  actionsOf,
  beginSignIn,
  changePassword,
  closeAccount,
  decideFourEyes,
  delegate,
  delegationsOf,
  endGrant,
  endSessionAs,
  finishSignIn,
  type Grant,
  type House,
  type Issued,
  issue,
  nameOf,
  openInvitation,
  openInvitations,
  type PartyChange,
  passwordFault,
  personForAccount,
  ROLES,
  type Role,
  requestsFor,
  resetFactors,
  resumeAccount,
  rolesToGive,
  type Subject,
  type Subjects,
  type SystemChange,
  sessionsSeenBy,
  stepUp,
  stepUpMilliseconds,
  suspendAccount,
  thumbprintOf,
  type Unit,
  type Wish,
  withdrawInvitation,
} from '@cbccvc/registry'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../http/refusal.ts'
import type { Issuer } from '../oidc/issuer.ts'
import type { WebSession } from '../oidc/web-session.ts'
import type { SessionCookie } from './cookie.ts'
import type { EidDoor } from './eid.ts'

/** What the sign-in works with, one a process. */
export interface SignInDesk {
  readonly accounts: AccountsFrame
  readonly subjects: Subjects
  readonly cookie: SessionCookie
  readonly issuer: Issuer
  readonly web: WebSession
  /** Where people meet the centre, `https://host[:port]`; null: nobody has said so. */
  readonly origin: () => string | null
  readonly eid: EidDoor
  /** A sandbox over http: addresses of this machine are taken without TLS. */
  readonly plain: boolean
}

export interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Who is signed in; the public for routes of signing in. */
  readonly subject?: Subject | undefined
}
export type Handler = (house: House, call: Call) => Promise<unknown>

export const done = { done: true } as const

/** Units that a picker is given at once. */
const mostUnits = 50

/** The path's parameter, where it has the form of an id; anything else is an id that nothing has. */
export function id({ request }: Call, name: string): string {
  const text = (request.params as Record<string, string>)[name] ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Refusal('request.notFound')
  return text
}

export const body = <T>({ request }: Call): T => request.body as T

export function signedIn({ subject }: Call): Subject & { accountId: string; sessionId: string } {
  if (!subject?.accountId || !subject.sessionId) throw new Refusal('caller.session')
  return subject as Subject & { accountId: string; sessionId: string }
}

/** An act on accounts: whatever subjects are remembered here are read anew afterwards. */
export async function acted<T>({ subjects }: Pick<SignInDesk, 'subjects'>, work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    subjects.forget()
  }
}

export function accountHandlers({ accounts, subjects, cookie, issuer }: SignInDesk): Record<AccountRouteName, Handler> {
  const act = <T>(work: Promise<T>) => acted({ subjects }, work)
  return {
    async signIn(_house, call) {
      const { login, password, interaction } = body<{ login: string; password: string; interaction?: string }>(call)
      if (interaction !== undefined) await issuer.expect(call, interaction)
      return { step: await beginSignIn(accounts, { login, password, address: call.request.ip }) }
    },
    async signInCode(_house, call) {
      const { step, code, interaction } = body<{ step: string; code: string; interaction?: string }>(call)
      const address = call.request.ip
      return issuer.complete(call, interaction, ['pwd', 'otp'], () => finishSignIn(accounts, { step, code, address }))
    },
    async openInvitation(house, call) {
      const { unitId, ...invitation } = await openInvitation(accounts, body<{ code: string }>(call).code)
      const unit = await unitOf(house, unitId)
      return { ...invitation, unit: unit?.code ?? null, unitName: unit?.name ?? null }
    },
    async acceptInvitation(_house, call) {
      const { login, recoveryCodes } = await act(accept(accounts, body<Parameters<typeof accept>[1]>(call)))
      call.reply.code(201)
      return { login, recoveryCodes }
    },
    async checkPassword(_house, call) {
      const { password, login } = body<{ password: string; login: string }>(call)
      const fault = passwordFault(password, login.toLowerCase() || '\0')
      if (fault) throw new Refusal(fault.code, fault.facts)
      return done
    },
    async me(house, call): Promise<AccountShapes.Me> {
      const me = signedIn(call)
      const { accountId, sessionId, personId, grants, secondFactor, steppedUpAt } = me
      const until = (steppedUpAt?.getTime() ?? 0) + stepUpMilliseconds
      return {
        ...{ accountId, sessionId, ...(await nameOf(accounts, me)), bound: personId !== null, secondFactor },
        ...{ can: actionsOf(me), mayGive: await rolesToGive(accounts, me), today: house.today() },
        grants: await Promise.all(grants.map((grant) => shown(house, grant))),
        steppedUpUntil: until > house.now().getTime() ? new Date(until).toISOString() : null,
      }
    },
    async myUnits(house, call): Promise<AccountShapes.Units> {
      const { words = '' } = call.request.query as { words?: string }
      const tops = signedIn(call).grants.map(({ unitId }) => unitId)
      const own = tops.includes(null) ? null : tops.filter((top) => top !== null)
      const found = (await house.units.current()).search(words, own, mostUnits + 1)
      const units = found
        .slice(0, mostUnits)
        .map(({ unit: { code, name, body }, above }) => ({ code, name, above: [...above], body }))
      return { units, more: found.length > mostUnits }
    },
    async mySessions(_house, call) {
      const me = signedIn(call)
      return sessionLines(accounts, me, me.accountId)
    },
    async endMySession(_house, call) {
      const me = signedIn(call)
      const sessionId = id(call, 'sessionId')
      await act(endSessionAs(accounts, me, { accountId: me.accountId, sessionId }))
      if (sessionId === me.sessionId) cookie.clear(call.reply)
      return done
    },
    async signOut(_house, call) {
      const me = signedIn(call)
      await act(endSessionAs(accounts, me, { accountId: me.accountId, sessionId: me.sessionId }))
      cookie.clear(call.reply)
      return done
    },
    async stepUp(_house, call) {
      await act(stepUp(accounts, signedIn(call), body<{ code: string }>(call).code))
      return done
    },
    async changePassword(_house, call) {
      await act(changePassword(accounts, signedIn(call), body<{ old: string; chosen: string }>(call)))
      return done
    },
    async myDelegations(house, call): Promise<AccountShapes.Delegations> {
      const lines = (await delegationsOf(accounts, signedIn(call))).map(async ({ grant, login, name }) => {
        return { grant: await shown(house, grant), login, name }
      })
      return { delegations: await Promise.all(lines) }
    },
    async delegateGrant(house, call) {
      const { unit, ...wish } = body<{ login: string; unit: string; validFrom: string; validTo: string }>(call)
      const unitId = await unitByCode(house, unit)
      return told(await act(delegate(accounts, signedIn(call), { ...wish, unitId, grantId: id(call, 'grantId') })))
    },
    async accounts(house, call): Promise<AccountShapes.Accounts> {
      const lines = await accountsUnder(accounts, signedIn(call))
      const all = lines.map(async ({ grants, ...line }) => {
        return { ...line, grants: await Promise.all(grants.map((grant) => shown(house, grant))) }
      })
      return { accounts: await Promise.all(all) }
    },
    async openInvitations(house, call): Promise<AccountShapes.Invitations> {
      const lines = (await openInvitations(accounts, signedIn(call))).map(async ({ unitId, ...line }) => {
        const unit = await unitOf(house, unitId)
        return {
          ...{ ...line, unit: unit?.code ?? null, unitName: unit?.name ?? null },
          ...{ madeAt: line.madeAt.toISOString(), expiresAt: line.expiresAt.toISOString() },
        }
      })
      return { invitations: await Promise.all(lines) }
    },
    async inviteAccount(house, call) {
      const me = signedIn(call)
      const { login, name, soDinhDanh, ...wish } = body<NewInvitation>(call)
      const role = await readWish(house, wish)
      const personId = soDinhDanh === null ? null : await personForAccount(house, accounts, me, { ...role, soDinhDanh })
      return told(await act(issue(accounts, me, { kind: 'invitation', login, name, personId, ...role })))
    },
    async withdrawInvitation(_house, call) {
      await withdrawInvitation(accounts, signedIn(call), id(call, 'invitationId'))
      return done
    },
    async grantRole(house, call) {
      const role = await readWish(house, body<RoleWish>(call))
      const wish = { kind: 'grant', accountId: id(call, 'accountId'), parentId: null, ...role } as const
      return told(await act(issue(accounts, signedIn(call), wish)))
    },
    async endGrant(_house, call) {
      await act(endGrant(accounts, signedIn(call), id(call, 'grantId')))
      return done
    },
    async approvals(house, call): Promise<AccountShapes.Approvals> {
      const requests = (await requestsFor(accounts, signedIn(call))).map(async ({ wish, ...request }) => {
        const unit = await unitOf(house, wish.unitId)
        const { requestId, askedBy, askedByName } = request
        return {
          ...{ requestId, askedBy, askedByName, kind: wish.kind, ...whomOf(wish, request), role: wish.role },
          ...{ askedAt: request.askedAt.toISOString(), expiresAt: request.expiresAt.toISOString() },
          ...{ unit: unit?.code ?? null, unitName: unit?.name ?? null },
          ...{ validFrom: wish.validFrom, validTo: wish.validTo },
        }
      })
      return { requests: await Promise.all(requests) }
    },
    async decideApproval(_house, call) {
      const { approve } = body<{ approve: boolean }>(call)
      return told(await act(decideFourEyes(accounts, signedIn(call), id(call, 'requestId'), approve)))
    },
    async suspendAccount(_house, call) {
      await act(suspendAccount(accounts, signedIn(call), id(call, 'accountId')))
      return done
    },
    async resumeAccount(_house, call) {
      await act(resumeAccount(accounts, signedIn(call), id(call, 'accountId')))
      return done
    },
    async closeAccount(_house, call) {
      await act(closeAccount(accounts, signedIn(call), id(call, 'accountId')))
      return done
    },
    async resetFactors(_house, call) {
      return told(await act(resetFactors(accounts, signedIn(call), id(call, 'accountId'))))
    },
    async accountSessions(_house, call) {
      return sessionLines(accounts, signedIn(call), id(call, 'accountId'))
    },
    async endAccountSession(_house, call) {
      const target = { accountId: id(call, 'accountId'), sessionId: id(call, 'sessionId') }
      await act(endSessionAs(accounts, signedIn(call), target))
      return done
    },
  }
}

/** Whom a request is about; `account`: how the account of a grant or a reset is called. */
function whomOf(wish: Wish, account: { login: string | null; name: string | null }): Whom {
  switch (wish.kind) {
    case 'grant':
    case 'reset':
      return { login: account.login, name: account.name, accountId: wish.accountId }
    case 'invitation':
      return { login: wish.login, name: wish.name, accountId: null }
    case 'system': {
      const registration = { change: null, keys: [thumbprintOf(wish.publicKey)], peopleADay: wish.peopleADay }
      return { login: wish.clientId, name: wish.name, accountId: null, purposes: [...wish.purposes], registration }
    }
    case 'systemChange': {
      const { clientId, name, change } = wish
      return { login: clientId, name, accountId: null, registration: changeTold(change) }
    }
    case 'party': {
      const { id, name, publicKeys, ...party } = wish.party
      const addresses = { redirectUris: [...party.redirectUris], scopes: [...party.scopes] }
      const { backchannelLogoutUri } = party
      const bye = { postLogoutRedirectUris: [...party.postLogoutRedirectUris], backchannelLogoutUri }
      const registration = { change: null, keys: publicKeys.map(thumbprintOf), ...addresses, ...bye }
      return { login: id, name, accountId: null, registration }
    }
    case 'partyChange':
      return { login: wish.partyId, name: wish.name, accountId: null, registration: changeTold(wish.change) }
  }
}

type Request = AccountShapes.Approvals['requests'][number]
type Whom = Pick<Request, 'login' | 'name' | 'accountId' | 'purposes' | 'registration'>

function changeTold(change: SystemChange | PartyChange): NonNullable<Request['registration']> {
  if (change.kind === 'budget') return { change: 'budget', peopleADay: change.peopleADay }
  if (change.kind === 'resume') return { change: 'resume' }
  const keys = 'publicKeys' in change ? change.publicKeys : [change.publicKey]
  return { change: 'key', keys: keys.map(thumbprintOf) }
}

interface RoleWish {
  readonly role: string
  readonly unit: string | null
  readonly via: 'issued' | 'acting'
  readonly validFrom: string
  readonly validTo: string | null
}
type NewInvitation = RoleWish & { readonly login: string; readonly name: string; readonly soDinhDanh: string | null }

/** Exactly what a wish may say: whatever else a body brings along goes no further. */
async function readWish(house: House, { role, unit, via, validFrom, validTo }: RoleWish) {
  if (!(ROLES as readonly string[]).includes(role)) throw new Refusal('request.shape', { detail: 'role' })
  return { via, validFrom, validTo, role: role as Role, unitId: unit === null ? null : await unitByCode(house, unit) }
}

export async function unitByCode(house: House, code: string): Promise<number> {
  const unit = await house.units.find(code)
  // A unit that does not exist is one that nobody has rights over.
  if (!unit) throw new Refusal('access.notAllowed')
  return unit.id
}

/** How it is called; of one that has ended, how it was called last: no unit at all means the nation. */
async function unitOf(house: House, unitId: number | null): Promise<Pick<Unit, 'code' | 'name'> | undefined> {
  return unitId === null ? undefined : (await house.units.current()).calledOf(unitId)
}

async function shown(house: House, { id, role, unitId, via, validFrom, validTo }: Grant): Promise<AccountShapes.Grant> {
  const unit = await unitOf(house, unitId)
  return { id, role, unit: unit?.code ?? null, unitName: unit?.name ?? null, via, validFrom, validTo }
}

async function sessionLines(accounts: AccountsFrame, by: Subject, accountId: string): Promise<AccountShapes.Sessions> {
  const lines = await sessionsSeenBy(accounts, by, accountId)
  const sessions = lines.map(({ sessionId, startedAt, seenAt, address }) => ({
    ...{ sessionId, current: sessionId === by.sessionId, address },
    ...{ startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString() },
  }))
  return { sessions }
}

/** Null: the second person refused. */
export function told(issued: Issued | null): AccountShapes.Issued {
  if (issued === null) return { kind: 'refused' }
  return 'expiresAt' in issued ? { ...issued, expiresAt: issued.expiresAt.toISOString() } : issued
}
