/**
 * Compact JWS (RFC 7515) with EdDSA (RFC 8037) and nothing else: the header is exactly `alg`, `kid`, `typ`. There is
 * no negotiation of algorithms, so none can be abused.
 */
import { ed25519PublicKey, ed25519Sign, ed25519Verify } from '#crypto'
import { fromBase64url, fromUtf8, toBase64url, utf8 } from './bytes.ts'
import { EvidenceError } from './errors.ts'
import { kidOf } from './keys.ts'

export interface JwsHeader {
  readonly alg: 'EdDSA'
  readonly kid: string
  readonly typ: string
}

export interface Jws {
  readonly header: JwsHeader
  /** The payload exactly as signed. */
  readonly payload: string
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** Signs a payload text. */
export function sealJws(typ: string, payload: string, seed: Uint8Array): string {
  const header = JSON.stringify({ alg: 'EdDSA', kid: kidOf(ed25519PublicKey(seed)), typ })
  const signed = `${toBase64url(utf8(header))}.${toBase64url(utf8(payload))}`
  return `${signed}.${toBase64url(ed25519Sign(seed, utf8(signed)))}`
}

/** Takes a JWS apart without verifying it. Throws `jws.malformed`, `jws.algorithm`. */
export function readJws(jws: string, typ: string): Jws {
  const [head, body, tail, ...rest] = jws.split('.')
  if (head === undefined || body === undefined || tail === undefined || rest.length > 0) throw malformed('three parts')
  const header = readHeader(decoded(head, 'header'), typ)
  const signature = fromBase64url(tail, 64)
  if (!signature) throw malformed('signature')
  return { header, payload: decoded(body, 'payload'), signed: utf8(`${head}.${body}`), signature }
}

/** Checks key id and signature. Throws `jws.key`, `jws.signature`. */
export function checkJws(jws: Jws, publicKey: Uint8Array): void {
  if (jws.header.kid !== kidOf(publicKey)) throw new EvidenceError('jws.key', { kid: jws.header.kid })
  if (!ed25519Verify(publicKey, jws.signature, jws.signed)) throw new EvidenceError('jws.signature')
}

function readHeader(text: string, typ: string): JwsHeader {
  const header = parsed(text)
  if (header.alg !== 'EdDSA') throw new EvidenceError('jws.algorithm')
  if (typeof header.kid !== 'string' || !/^[0-9a-f]{16}$/.test(header.kid)) throw malformed('kid')
  if (header.typ !== typ) throw malformed(`typ "${typ}"`)
  if (Object.keys(header).length !== 3) throw malformed('only alg, kid, typ in the header')
  return { alg: 'EdDSA', kid: header.kid, typ }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // falls through to the refusal below
  }
  throw malformed('header')
}

function decoded(part: string, what: string): string {
  const bytes = fromBase64url(part)
  const text = bytes && fromUtf8(bytes)
  if (text === null) throw malformed(what)
  return text
}

const malformed = (what: string): EvidenceError => new EvidenceError('jws.malformed', { what })
