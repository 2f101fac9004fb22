import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyPairFromSeed, keyToText, newKeyPair } from '@cbccvc/evidence'
import { writeJson } from './folder.ts'

/** A signing key in a file of its own. */
export interface KeyFile {
  sandbox: boolean
  name: string
  /** Ed25519, base64url. */
  seed: string
  publicKey: string
}

/**
 * The two files that the server's processes read from `CBCCVC_KEYS`: `log.json` (the key that signs the log and the
 * promises, and the log's name) and `seal.json` (the key-encryption key that wraps the data keys in the database, the key
 * of the index of personal numbers, the key of digests). Files that exist are left as they are: a lost key would make what
 * it sealed unreadable.
 */
export function ensureServerKeys(folder: string, origin: string, sandbox: boolean): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { seed } = newKeyPair()
  ensure(join(folder, 'log.json'), () => ({ sandbox, origin, seed: keyToText(seed) }))
  ensure(join(folder, 'seal.json'), () => ({
    v: 2,
    sandbox,
    kek: addKek({ current: '', keys: {} }),
    index: { '1': key() },
    mac: key(),
  }))
}

/** A file of the shape before there were data keys in the database: `adopt-keys` brings it up to date. */
export const isOldSealFile = (folder: string): boolean =>
  !('v' in (JSON.parse(readFileSync(join(folder, 'seal.json'), 'utf8')) as object))

/** The keys of `seal.json` that may be renewed. */
export interface SealFile {
  kek: { current: string; keys: Record<string, string> }
  index: Record<string, string>
}

const key = () => randomBytes(32).toString('base64url')

/** Another key-encryption key, which wraps from now on; those before it still unwrap. */
export function addKek({ keys }: SealFile['kek']): SealFile['kek'] {
  const current = `k-${randomBytes(4).toString('hex')}`
  return { current, keys: { ...keys, [current]: key() } }
}

/** Another generation of the index's key. */
export const addIndex = (index: SealFile['index']): SealFile['index'] => ({
  ...index,
  [Math.max(...Object.keys(index).map(Number)) + 1]: key(),
})

/** The key by which the stand-in e-ID knows the centre (ES256, JWK), made on the first call, and its public half. */
export function ensureEidKey(folder: string): { key: Jwk; publicKey: Jwk } {
  const { key } = ensure(join(folder, 'eid.json'), () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    return { sandbox: true, issuer: '', clientId: '', key: privateKey.export({ format: 'jwk' }) as Jwk }
  })
  const publicKey = createPublicKey({ key, format: 'jwk' }).export({ format: 'jwk' }) as Jwk
  return { key, publicKey: { ...publicKey, alg: 'ES256', use: 'sig' } }
}
export type Jwk = Record<string, string>

/** `eid.json` as the server reads it. */
export function writeEidSettings(folder: string, settings: { issuer: string; clientId: string; key: Jwk }): void {
  writeJson(join(folder, 'eid.json'), { sandbox: true, ...settings })
}

/** The signing key of a courier or a witness, made on the first call. */
export function ensureKey(folder: string, name: string): KeyFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return ensure(join(folder, 'key.json'), () => {
    const { seed } = newKeyPair()
    return { sandbox: true, name, seed: keyToText(seed), publicKey: keyToText(keyPairFromSeed(seed).publicKey) }
  })
}

function ensure<T>(path: string, make: () => T): T {
  if (!existsSync(path)) writeFileSync(path, `${JSON.stringify(make(), null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return JSON.parse(readFileSync(path, 'utf8')) as T
}
