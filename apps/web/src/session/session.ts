/**
 * Who is signed in, as the centre says it: asked when the web opens, again after each sign-in, step-up and sign-out, and
 * forgotten with the page. No token is ever seen here: the session is a cookie that scripts cannot read.
 */
import { useSyncExternalStore } from 'react'
import { ask, type Me, meAt, Refused } from '../api.ts'

export type Standing =
  | { readonly kind: 'asking' }
  /** The centre does not answer. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'signedIn'; readonly me: Me }

let standing: Standing = { kind: 'asking' }
const listeners = new Set<() => void>()

function set(next: Standing): void {
  standing = next
  for (const listener of listeners) listener()
}

/** Asks who is signed in. What is on the screen stays until the answer is there. */
export async function refreshMe(): Promise<Standing> {
  try {
    set({ kind: 'signedIn', me: await ask(meAt, AbortSignal.timeout(15_000)) })
  } catch (error) {
    if (error instanceof Refused) set({ kind: 'nobody' })
    else if (standing.kind !== 'signedIn') set({ kind: 'lost' })
  }
  return standing
}

/** Asks as `refreshMe` does, and takes the answer over only where somebody is signed in; null: nobody is, or no answer. */
export async function lookWho(): Promise<Standing | null> {
  try {
    set({ kind: 'signedIn', me: await ask(meAt, AbortSignal.timeout(15_000)) })
    return standing
  } catch {
    return null
  }
}

export const standingNow = (): Standing => standing

export function onStanding(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useStanding = (): Standing => useSyncExternalStore(onStanding, standingNow)

/** Who is signed in, on pages that are shown to accounts only. */
export function useMe(): Me {
  const now = useStanding()
  if (now.kind !== 'signedIn') throw new Error('a page for accounts was shown to nobody')
  return now.me
}

/** The account has signed out here. */
export const forgetMe = (): void => set({ kind: 'nobody' })
