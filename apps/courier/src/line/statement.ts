import { createPrivateKey, sign } from 'node:crypto'
import { keyPairFromSeed } from '@cbccvc/evidence'
import type { SealStatement } from '../feed/answer.ts'

/** Media type of an answer's JWS. */
export const statementType = 'cbccvc-answer+jwt'

/** DER of an Ed25519 private key (RFC 8410) up to its seed. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs statements with the sender's seed: compact JWS, EdDSA, headers `alg`, `kid`, `typ` and no other. */
export function sealStatement(seed: Uint8Array): SealStatement {
  const { kid } = keyPairFromSeed(seed)
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid, typ: statementType })).toString('base64url')
  return (payload) => {
    const signed = `${header}.${Buffer.from(payload).toString('base64url')}`
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
  }
}
