/** What the stand-in remembers between two requests: in memory, until it has run out. */
import type { Adapter, AdapterPayload } from 'oidc-provider'

/** One store for all kinds, by kind and id. */
export function memory(): (kind: string) => Adapter {
  const all = new Map<string, { payload: AdapterPayload; until: number }>()
  return (kind) => {
    const place = (id: string) => `${kind} ${id}`
    const find = (fits: (payload: AdapterPayload) => boolean) => {
      const found = [...all].find(([key, { payload }]) => key.startsWith(`${kind} `) && fits(payload))
      return found?.[1].payload
    }
    return {
      async upsert(id, payload, expiresIn) {
        const now = Date.now()
        for (const [key, { until }] of all) if (until < now) all.delete(key)
        all.set(place(id), { payload, until: now + (expiresIn ?? 600) * 1000 })
      },
      async find(id) {
        const kept = all.get(place(id))
        return kept && kept.until > Date.now() ? kept.payload : undefined
      },
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (code) => find((payload) => payload.userCode === code),
      async destroy(id) {
        all.delete(place(id))
      },
      async consume(id) {
        const kept = all.get(place(id))
        if (kept) kept.payload.consumed = Math.floor(Date.now() / 1000)
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of all) if (payload.grantId === grantId) all.delete(key)
      },
    }
  }
}
