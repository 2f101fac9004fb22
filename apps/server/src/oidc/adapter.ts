/** Between the library's storage interface and the rows of the registry. */
import type { ProviderRows } from '@cbccvc/registry'
import { type Adapter, type AdapterFactory, type AdapterPayload, type ClientMetadata, errors } from 'oidc-provider'

export interface AdapterSources {
  readonly rows: ProviderRows
  /** A registered client by its id; null: none, or ended. */
  readonly client: (id: string) => Promise<ClientMetadata | null>
}

export function adapterOver({ rows, client }: AdapterSources): AdapterFactory {
  return (kind) => (kind === 'Client' ? clients(client) : rowsOf(rows, kind))
}

function rowsOf(rows: ProviderRows, kind: string): Adapter {
  const known = async (payload: Promise<unknown>) => (await payload) as AdapterPayload | undefined
  return {
    async upsert(id, payload, expiresIn) {
      // The library asks first and writes then; of two that ask at once, only one may write.
      const once = kind === 'ReplayDetection'
      if (!(await rows.put(kind, id, payload, expiresIn ?? 0, { once }))) throw new errors.InvalidRequest('used before')
    },
    find: (id) => known(rows.find(kind, id)),
    findByUid: (uid) => known(rows.findByUid(kind, uid)),
    findByUserCode: async () => undefined,
    async consume(id) {
      if (await rows.consume(kind, id)) return
      // Twice at the same instant is twice: what was issued for it falls, as when it comes later.
      const grantId = (await rows.find(kind, id))?.grantId
      if (grantId) await rows.revokeGrant(grantId)
      throw new errors.InvalidGrant('used before')
    },
    destroy: (id) => rows.destroy(kind, id),
    revokeByGrantId: (grantId) => rows.revokeGrant(grantId),
  }
}

/** Clients are registered by the national operator; nothing that comes in over HTTP writes one. */
function clients(client: AdapterSources['client']): Adapter {
  const never = async () => {
    throw new Error('clients are not registered over HTTP')
  }
  return {
    find: async (id) => ((await client(id)) as AdapterPayload | null) ?? undefined,
    upsert: never,
    consume: never,
    destroy: never,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    revokeByGrantId: never,
  }
}
