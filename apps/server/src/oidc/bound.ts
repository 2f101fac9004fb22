/**
 * Access tokens that are bound to a key (RFC 9068, RFC 9449): whose they are, and whether the request that brings one is
 * made by who holds the key. A token is worth nothing without a proof, and a proof serves once, in whatever process.
 */
import { type AccountsFrame, proofMemory } from '@cbccvc/registry'
import { createLocalJWKSet, decodeJwt, type JWK, jwtVerify } from 'jose'
import { Refusal } from '../http/refusal.ts'
import type { Issuer } from './issuer.ts'
import { athOf, proofReader, remember } from './proof.ts'
import { audience, mount } from './provider.ts'

/** How far the clock of who asks may be off, in seconds. */
const skew = 60

export interface BoundRequest {
  readonly authorization: string
  readonly proof: string | undefined
  readonly method: string
  /** Without query. */
  readonly path: string
}

export interface BoundTokens {
  /** The client that this request proves to be. Throws `caller.unknown`, `caller.expired`, `server.busy`. */
  clientOf(request: BoundRequest): Promise<ProvenClient>
  /**
   * The client that a token names, proven or not; undefined where it is no such token. A client asks for a new token every
   * few minutes and stays the same one.
   */
  namedBy(authorization: string): string | undefined
}

export interface ProvenClient {
  readonly client: string
  /** Thumbprint of the registered key by which the token was asked for. */
  readonly key: string | undefined
}

interface Known extends ProvenClient {
  /** Thumbprint of the key that the token is bound to (RFC 7638). */
  readonly jkt: string
  /** What a proof that goes with it says of it. */
  readonly ath: string
  /** Milliseconds since 1970. */
  readonly until: number
}

const mostRemembered = 10_000
const unknown = () => new Refusal('caller.unknown')
const tokenIn = (authorization: string) => /^DPoP ([\w.-]{1,4096})$/i.exec(authorization)?.[1]

export function boundTokens(issuer: Issuer, accounts: AccountsFrame): BoundTokens {
  // A token is verified when it is first shown; until it ends, what follows asks only whether its client is still let in.
  const tokens = new Map<string, Known>()
  const proofs = proofReader(mostRemembered)
  const memory = proofMemory(accounts, skew)
  const known = async (token: string): Promise<Known> => {
    const before = tokens.get(token)
    if (before && before.until > Date.now()) return before
    tokens.delete(token)
    try {
      const { payload } = await jwtVerify(
        token,
        createLocalJWKSet({ keys: [...(await issuer.publicKeys())] as JWK[] }),
        {
          ...{ issuer: `${issuer.address()}${mount}`, audience, typ: 'at+jwt', algorithms: ['ES256'] },
          requiredClaims: ['exp', 'client_id', 'cnf'],
        },
      )
      const { client_id: client, key } = payload
      const { jkt } = payload.cnf as { jkt?: unknown }
      if (typeof jkt !== 'string' || typeof client !== 'string') throw unknown()
      const whose = { client, jkt, key: typeof key === 'string' ? key : undefined }
      const found = { ...whose, ath: athOf(token), until: payload.exp! * 1000 }
      return remember(tokens, token, found, mostRemembered)
    } catch (error) {
      throw (error as { code?: string }).code === 'ERR_JWT_EXPIRED' ? new Refusal('caller.expired') : unknown()
    }
  }
  return {
    async clientOf({ authorization, proof, method, path }) {
      const token = tokenIn(authorization)
      if (!token || !proof || proof.length > 2048) throw unknown()
      const { client, key, jkt, ath } = await known(token)
      const said = proofs.read(proof, jkt)
      if (said?.htm !== method || said.htu !== `${issuer.address()}${path}` || said.ath !== ath) throw unknown()
      const { jti, iat } = said
      if (typeof jti !== 'string' || jti.length < 16 || jti.length > 128) throw unknown()
      if (typeof iat !== 'number' || Math.abs(Date.now() / 1000 - iat) > skew) throw new Refusal('caller.expired')
      const seen = await memory.remember({ id: `${jkt} ${jti}`, madeAt: iat })
      if (seen === 'used') throw unknown()
      // The memory was lost: what was made before that could serve a second time.
      if (seen !== 'fresh') throw new Refusal('server.busy', {}, seen.lostFor)
      return { client, key }
    },
    namedBy(authorization) {
      const token = tokenIn(authorization)
      if (!token) return undefined
      const before = tokens.get(token)
      if (before) return before.client
      try {
        const { client_id: client } = decodeJwt(token)
        return typeof client === 'string' ? client : undefined
      } catch {
        return undefined
      }
    },
  }
}
