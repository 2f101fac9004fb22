/** Finds who calls by a client that the request has proven to be (oidc/bound.ts): a registered key, or a system. */
import {
  type AccountsFrame,
  type Caller,
  findCaller,
  type Pool,
  type Subject,
  systemOf,
  thumbprintOf,
} from '@cbccvc/registry'
import { Refusal } from './refusal.ts'

export interface CallerFinder {
  /** The caller of a registered key, which the request has proven to hold. Throws `caller.unknown`, `caller.sandboxKey`. */
  find(kid: string): Promise<Caller>
}

const mostRemembered = 10_000

/** A key that is withdrawn stops within half a minute, whatever its tokens say. */
export function callerFinder(pool: Pool, sandbox: boolean): CallerFinder {
  const remembered = new Map<string, { caller: Caller; until: number }>()
  return {
    async find(kid) {
      const known = remembered.get(kid)
      if (known && known.until > Date.now()) return known.caller
      const caller = await findCaller(pool, kid)
      if (!caller) throw new Refusal('caller.unknown')
      if (caller.sandbox && !sandbox) throw new Refusal('caller.sandboxKey')
      if (remembered.size >= mostRemembered) remembered.clear()
      remembered.set(kid, { caller, until: Date.now() + 30_000 })
      return caller
    },
  }
}

/** Whether a request brings a token that is bound to a key. */
export const isBound = (authorization: string | undefined): boolean => /^DPoP( |$)/i.test(authorization ?? '')

export interface SystemFinder {
  /**
   * Who asks with a token of this client, which it was given by this key (a thumbprint): a registered system of today, by
   * the key of today. Throws `caller.unknown`.
   */
  find(client: string, key: string | undefined, address: string): Promise<Subject>
}

/** A system that rests, is ended, or has another key now reads nothing any more within half a minute. */
export function systemFinder(accounts: AccountsFrame): SystemFinder {
  type Known = { readonly subject: Omit<Subject, 'address'>; readonly key: string; readonly until: number }
  const remembered = new Map<string, Known>()
  const known = async (client: string, key: string | undefined): Promise<Known> => {
    const before = remembered.get(client)
    // A key that is not the remembered one may be the next one: whoever changes it need not wait.
    if (before && before.until > Date.now() && before.key === key) return before
    remembered.delete(client)
    const system = await systemOf(accounts, client)
    if (!system || thumbprintOf(system.publicKey) !== key) throw new Refusal('caller.unknown')
    if (remembered.size >= mostRemembered) remembered.clear()
    const found = { subject: system.subject, key, until: Date.now() + 30_000 }
    remembered.set(client, found)
    return found
  }
  return {
    find: async (client, key, address) => ({ ...(await known(client, key)).subject, address }),
  }
}
