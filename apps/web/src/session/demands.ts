/**
 * What is asked of the person in the middle of their work: to sign in again, or to give the second factor once more. A
 * dialog stands over the page, which stays as it is; what was asked of the centre is then asked again. One dialog at a
 * time, however many calls wait for it.
 */
import { useSyncExternalStore } from 'react'

export type Demand = 'signIn' | 'stepUp'

interface Open {
  readonly demand: Demand
  readonly answered: Promise<boolean>
  readonly answer: (met: boolean) => void
}

let open: Open | null = null
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Opens the dialog, or joins the one that is open. False: the person would not. */
export function demand(what: Demand): Promise<boolean> {
  if (open?.demand === what) return open.answered
  const before = open
  let answer: (met: boolean) => void = () => {}
  const answered = new Promise<boolean>((resolve) => {
    answer = resolve
  })
  open = { demand: what, answered, answer }
  before?.answer(false)
  tell()
  return answered
}

/** Closes the dialog. */
export function meet(met: boolean): void {
  const was = open
  open = null
  tell()
  was?.answer(met)
}

export const useDemand = (): Demand | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open?.demand ?? null,
  )
