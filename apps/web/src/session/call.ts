/**
 * Asking and acting as an account. A session that has ended and a second factor that is too old are the person's to mend,
 * over the page; then the same call is made again. Everything else is thrown, for the page to say.
 */
import type { RouteName } from '@cbccvc/contract'
import { type Act, type Address, ask, type GivenFile, Refused, send, sendForFile } from '../api.ts'
import { type Demand, demand } from './demands.ts'
import { forgetMe, standingNow } from './session.ts'

const mends: Readonly<Record<string, Demand>> = { 'caller.session': 'signIn', 'caller.stepUp': 'stepUp' }

async function mended<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 3; ; left--) {
    try {
      return await work()
    } catch (error) {
      const what = error instanceof Refused ? mends[error.refusal.code] : undefined
      if (what === undefined || left === 0) throw error
      if (what === 'signIn' && standingNow().kind !== 'signedIn') {
        forgetMe()
        throw error
      }
      if (!(await demand(what))) throw error
    }
  }
}

export const load = <T>(address: Address<T>, signal?: AbortSignal): Promise<T> => mended(() => ask(address, signal))
export const carryOut = <N extends RouteName>(what: Act<N>) => mended(() => send(what))
export const fetchFile = <N extends RouteName>(what: Act<N>, onBytes: (received: number) => void): Promise<GivenFile> =>
  mended(() => sendForFile(what, onBytes))

/**
 * Asks for the second factor once more unless the last one still counts: before what the centre would answer without it,
 * but less fully. Throws Refused where the person would not.
 */
export async function confirmed(): Promise<void> {
  const now = standingNow()
  const until = now.kind === 'signedIn' ? now.me.steppedUpUntil : null
  if (until !== null && Date.parse(until) > Date.now() + 5000) return
  if (await demand('stepUp')) return
  throw new Refused({
    code: 'caller.stepUp',
    vi: 'Chưa xác nhận lại là bạn.',
    en: 'It was not confirmed that it is you.',
    next: { vi: 'Xác nhận lại để đi tiếp.', en: 'Confirm it to go on.' },
  })
}
