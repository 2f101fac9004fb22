/** A signed statement of a sender that is no parcel: the answer to a proposal or a case. Compact JWS over JSON. */
import { sha256 } from '#crypto'
import { utf8 } from './bytes.ts'
import { EvidenceError } from './errors.ts'
import { checkJws, type JwsHeader, readJws, sealJws } from './jws.ts'

export const STATEMENT_TYPE = 'cbccvc-answer+jwt'

/** Seals a statement with the sender's seed. */
export function sealStatement(statement: object, seed: Uint8Array): string {
  return sealJws(STATEMENT_TYPE, JSON.stringify(statement), seed)
}

/** Reads a statement without verifying it (to learn whose key to look up). Throws `jws.*`. */
export function readStatement(jws: string): { header: JwsHeader; statement: unknown } {
  const { header, payload } = readJws(jws, STATEMENT_TYPE)
  return { header, statement: parsed(payload) }
}

/** The statement, if this key signed it; its shape is the caller's to judge. Throws `jws.*`. */
export function verifyStatement(jws: string, publicKey: Uint8Array): unknown {
  const parts = readJws(jws, STATEMENT_TYPE)
  checkJws(parts, publicKey)
  return parsed(parts.payload)
}

/** SHA-256 of the JWS as it was sent: 32 bytes. */
export function statementDigest(jws: string): Uint8Array {
  return sha256(utf8(jws))
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    throw new EvidenceError('jws.malformed', { what: 'payload' })
  }
}
