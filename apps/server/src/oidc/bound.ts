/**
 * Access tokens that are bound to a key (RFC 9068, RFC 9449): whose they are, and whether the request that brings one is
 * made by who holds the key. A token is worth nothing without a proof, and a proof serves once, in whatever process.
 */
import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { type AccountsFrame, rememberProof } from '@cbccvc/registry'
import { calculateJwkThumbprint, compactVerify, createLocalJWKSet, type JWK, jwtVerify } from 'jose'
import { Refusal } from '../http/refusal.ts'
import type { Issuer } from './issuer.ts'
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
  /** The client that this request proves to be. Throws `caller.unknown`, `caller.expired`. */
  clientOf(request: BoundRequest): Promise<ProvenClient>
}

export interface ProvenClient {
  readonly client: string
  /** Thumbprint of the registered key by which the token was asked for. */
  readonly key: string | undefined
}

interface Known extends ProvenClient {
  /** Thumbprint of the key that the token is bound to (RFC 7638). */
  readonly jkt: string
  /** Milliseconds since 1970. */
  readonly until: number
}

const mostRemembered = 10_000
const unknown = () => new Refusal('caller.unknown')

export function boundTokens(issuer: Issuer, accounts: AccountsFrame): BoundTokens {
  const tokens = new Map<string, Known>()
  const keys = new Map<string, KeyObject>()
  const keep = <T>(map: Map<string, T>, key: string, value: T): T => {
    if (map.size >= mostRemembered) map.clear()
    map.set(key, value)
    return value
  }
  const known = async (token: string): Promise<Known> => {
    const before = tokens.get(token)
    if (before && before.until > Date.now()) return before
    try {
      const { payload } = await jwtVerify(
        token,
        createLocalJWKSet({ keys: [...(await issuer.publicKeys())] as JWK[] }),
        {
          ...{ issuer: `${issuer.address()}${mount}`, audience, typ: 'at+jwt', algorithms: ['ES256'] },
          requiredClaims: ['exp', 'client_id', 'cnf'],
        },
      )
      const { jkt } = payload.cnf as { jkt?: unknown }
      if (typeof jkt !== 'string' || typeof payload.client_id !== 'string') throw unknown()
      const { client_id: client, key } = payload
      return keep(tokens, token, {
        ...{ client, jkt, key: typeof key === 'string' ? key : undefined },
        until: payload.exp! * 1000,
      })
    } catch (error) {
      throw (error as { code?: string }).code === 'ERR_JWT_EXPIRED' ? new Refusal('caller.expired') : unknown()
    }
  }
  return {
    async clientOf({ authorization, proof, method, path }) {
      const token = /^DPoP ([\w.-]{1,4096})$/i.exec(authorization)?.[1]
      if (!token || !proof || proof.length > 2048) throw unknown()
      const { client, key, jkt } = await known(token)
      const said = await provenBy(proof, jkt, keys, keep)
      const ath = createHash('sha256').update(token).digest('base64url')
      if (said.htm !== method || said.htu !== `${issuer.address()}${path}` || said.ath !== ath) throw unknown()
      if (typeof said.jti !== 'string' || said.jti.length < 16 || said.jti.length > 128) throw unknown()
      if (typeof said.iat !== 'number' || Math.abs(Date.now() / 1000 - said.iat) > skew)
        throw new Refusal('caller.expired')
      if (!(await rememberProof(accounts, `${jkt} ${said.jti}`, 2 * skew + 5))) throw unknown()
      return { client, key }
    },
  }
}

/** What the proof says, once it is found to be signed by the key that the token is bound to. */
async function provenBy(
  proof: string,
  jkt: string,
  keys: Map<string, KeyObject>,
  keep: <T>(map: Map<string, T>, key: string, value: T) => T,
): Promise<Record<string, unknown>> {
  try {
    const header = JSON.parse(Buffer.from(proof.split('.')[0] ?? '', 'base64url').toString()) as {
      readonly jwk?: JWK
      readonly typ?: unknown
    }
    const { jwk, typ } = header
    if (typ !== 'dpop+jwt' || !jwk || 'd' in jwk || (await calculateJwkThumbprint(jwk)) !== jkt) throw unknown()
    const key = keys.get(jkt) ?? keep(keys, jkt, createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }))
    const { payload } = await compactVerify(proof, key, { algorithms: ['EdDSA', 'Ed25519', 'ES256'] })
    return JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>
  } catch (error) {
    throw error instanceof Refusal ? error : unknown()
  }
}
