/** Finds the caller of a request: a short-lived token signed by a registered key. Everything else is refused. */
import { EvidenceError, readRequestToken, verifyRequestToken } from '@cbccvc/evidence'
import { type AccountsFrame, type Caller, findCaller, type Pool, type Subject, systemOf } from '@cbccvc/registry'
import { Refusal } from './refusal.ts'

export interface CallerFinder {
  /** The caller of a registered key, which the request has proven to hold. Throws `caller.unknown`. */
  byKey(kid: string): Promise<Caller>
  find(authorization: string | undefined): Promise<Caller>
}

/** Verified tokens are remembered until they expire: a parcel of many parts is signed for once. */
const mostRemembered = 10_000

export function callerFinder(pool: Pool, sandbox: boolean): CallerFinder {
  const remembered = new Map<string, { caller: Caller; until: number }>()
  return {
    async byKey(kid) {
      const known = remembered.get(kid)
      if (known && known.until > Date.now()) return known.caller
      const caller = await findCaller(pool, kid)
      if (!caller) throw new Refusal('caller.unknown')
      if (caller.sandbox && !sandbox) throw new Refusal('caller.sandboxKey')
      if (remembered.size >= mostRemembered) remembered.clear()
      remembered.set(kid, { caller, until: Date.now() + 30_000 })
      return caller
    },
    async find(authorization) {
      const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? '')?.[1]
      if (!token) throw new Refusal('caller.unknown')
      const known = remembered.get(token)
      if (known && known.until > Date.now()) return known.caller
      const caller = await proven(pool, token)
      if (caller.sandbox && !sandbox) throw new Refusal('caller.sandboxKey')
      if (remembered.size >= mostRemembered) remembered.clear()
      // A withdrawn key stops within a minute, whatever its token says.
      remembered.set(token, { caller, until: Date.now() + Math.min(60_000, expiresIn(token)) })
      return caller
    },
  }
}

/** Whether a request brings a token that is bound to a key. */
export const isBound = (authorization: string | undefined): boolean => /^DPoP /i.test(authorization ?? '')

export interface SystemFinder {
  /** Who asks with a token of this client: a registered system of today. Throws `caller.unknown`. */
  find(client: string, address: string): Promise<Subject>
}

/** A system that is ended reads nothing any more within half a minute. */
export function systemFinder(accounts: AccountsFrame): SystemFinder {
  const remembered = new Map<string, { subject: Omit<Subject, 'address'>; until: number }>()
  return {
    async find(client, address) {
      const known = remembered.get(client)
      if (known && known.until > Date.now()) return { ...known.subject, address }
      remembered.delete(client)
      const system = await systemOf(accounts, client)
      if (!system) throw new Refusal('caller.unknown')
      if (remembered.size >= mostRemembered) remembered.clear()
      remembered.set(client, { subject: system.subject, until: Date.now() + 30_000 })
      return { ...system.subject, address }
    },
  }
}

async function proven(pool: Pool, token: string): Promise<Caller> {
  try {
    const { header, claims } = readRequestToken(token)
    const caller = await findCaller(pool, header.kid)
    if (!caller || caller.sender !== claims.iss) throw new Refusal('caller.unknown')
    verifyRequestToken(token, caller.publicKey, Date.now())
    return caller
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    throw new Refusal(
      error.code === 'token.expired' || error.code === 'token.early' ? 'caller.expired' : 'caller.unknown',
    )
  }
}

/** The key that a token of ours names, proven or not; undefined where it is no such token. */
export function keyNamed(authorization: string): string | undefined {
  try {
    return readRequestToken(authorization.replace(/^Bearer /, '')).header.kid
  } catch {
    return undefined
  }
}

const expiresIn = (token: string) => readRequestToken(token).claims.exp * 1000 - Date.now()
