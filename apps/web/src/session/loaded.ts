/** What a page shows of an address: asked when it opens and when it is told to, not by the clock. */
import { useCallback, useEffect, useState } from 'react'
import { type Address, Refused } from '../api.ts'
import { load } from './call.ts'

export interface Loaded<T> {
  readonly data: T | null
  readonly refused: Refused | null
  readonly lost: boolean
  /** Asks anew; what is shown stays until the answer is there. */
  readonly again: () => Promise<void>
}

export function useLoaded<T>(address: Address<T> | null): Loaded<T> {
  const [state, set] = useState<{ of: string | null; data: T | null; refused: Refused | null; lost: boolean }>({
    ...{ of: null, data: null, refused: null, lost: false },
  })
  const fetchInto = useCallback(
    async (signal?: AbortSignal) => {
      if (address === null) return
      try {
        const data = await load(address, signal)
        if (!signal?.aborted) set({ of: address, data, refused: null, lost: false })
      } catch (error) {
        if (signal?.aborted) return
        const refused = error instanceof Refused ? error : null
        set((before) => ({ of: address, data: before.of === address ? before.data : null, refused, lost: !refused }))
      }
    },
    [address],
  )
  useEffect(() => {
    const leave = new AbortController()
    void fetchInto(leave.signal)
    return () => leave.abort()
  }, [fetchInto])
  const again = useCallback(() => fetchInto(), [fetchInto])
  return { data: state.data, refused: state.refused, lost: state.lost, again }
}
