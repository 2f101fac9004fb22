/**
 * Signing in, step by step, as the sign-in page and the dialog over a page do it. Under both lies the flow of the identity
 * provider: either the page was opened by it (`/sign-in?uid=`), or one is begun in the background, so that a page that
 * waits under the dialog is not left.
 */
import { act, send } from '../api.ts'
import { showPasskey } from './passkey.ts'

/** Whether this is a path of ours: one slash and no other, so that no address of elsewhere hides in it. */
export const isOwnPath = (path: string): boolean => {
  if (!/^\/(?![/\\])/.test(path)) return false
  const url = new URL(path, location.origin)
  return url.origin === location.origin
}

/** The flow that this browser is in, and that ends at the page `to`; null where the centre knows none. */
async function begin(to = '/'): Promise<string | null> {
  const response = await fetch(`/session/start?${new URLSearchParams({ to })}`, { headers: { accept: 'text/html' } })
  return new URL(response.url).searchParams.get('uid')
}

/**
 * Whether a flow can be begun from here in the background. It cannot where the page was opened by another name of the
 * centre than its own (127.0.0.1 for localhost): the browser then has to go there.
 */
export async function canBeginHere(): Promise<boolean> {
  try {
    await begin()
    return true
  } catch {
    return !(await fetch('/health').then(
      ({ ok }) => ok,
      () => false,
    ))
  }
}

/** The way by the e-ID, from a flow that has been begun. Without one the centre begins it, and shows the sign-in page. */
export const eidHref = (uid: string | null): string =>
  `/session/eid/start${uid === null ? '' : `?${new URLSearchParams({ uid })}`}`

/** Where a tab of its own ends that was opened for the e-ID; and where such a tab begins. */
export const doneAt = '/sign-in/done'
export const eidTabHref = (what: 'sign-in' | 'step-up'): string =>
  `/sign-in/by-eid${what === 'sign-in' ? '' : `?${new URLSearchParams({ for: what })}`}`

/** Leaves for the e-ID from a page that no flow has opened: begins one that comes back to `to`. */
export async function leaveForEid(to: string): Promise<void> {
  location.assign(eidHref(await begin(to).catch(() => null)))
}

export interface SignInWay {
  /** Gives the token of the second step. Throws Refused. */
  password(login: string, password: string): Promise<string>
  /** Gives where the page goes on when it was opened by the flow; null: the session is there. Throws Refused. */
  code(step: string, code: string): Promise<string | null>
  /** The same by a passkey of this device. */
  passkey(step: string): Promise<string | null>
}

/** `uid`: of the flow that opened the page; null: the flow is ours to begin and to end. */
export function signInWay(uid: string | null): SignInWay {
  let interaction = uid
  const named = () => (interaction === null ? {} : { interaction })
  return {
    async password(login, password) {
      if (uid === null) interaction = await begin().catch(() => null)
      const { step } = await send(act('signIn', '/v1/signin', { login, password, ...named() }))
      return step
    },
    async code(step, code) {
      return goOn((await send(act('signInCode', '/v1/signin/code', { step, code, ...named() }))).next)
    },
    async passkey(step) {
      const question = await send(act('signInPasskeyQuestion', '/v1/signin/passkey/question', { step }))
      const shown = { step, response: await showPasskey(question), ...named() }
      return goOn((await send(act('signInPasskey', '/v1/signin/passkey', shown))).next)
    },
  }

  /** Where the page goes on; what the flow still has to do is done in the background where the page stays. */
  async function goOn(next: string | undefined): Promise<string | null> {
    if (next === undefined) return null
    if (!isOwnPath(next)) throw new Error('the sign-in leads elsewhere')
    if (uid !== null) return next
    await fetch(next, { headers: { accept: 'text/html' } })
    return null
  }
}
