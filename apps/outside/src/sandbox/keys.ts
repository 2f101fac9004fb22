import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyPairFromSeed, keyToText, newKeyPair } from '@cbccvc/evidence'

/** A signing key in a file of its own. */
export interface KeyFile {
  sandbox: boolean
  name: string
  /** Ed25519, base64url. */
  seed: string
  publicKey: string
}

/** What is sealed apart in the register: a key each. */
const sealClasses = ['inbox', 'feed', 'facts', 'restricted', 'sealed', 'proposal']

/**
 * The two files that the server's processes read from `CBCCVC_KEYS`: `log.json` (the key that signs the log and the
 * promises, and the log's name) and `seal.json` (the AES-256 keys that seal what is restricted, and the key of the
 * index). Files that exist are left as they are: a lost key would make what it sealed unreadable.
 */
export function ensureServerKeys(folder: string, origin: string, sandbox: boolean): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const key = () => randomBytes(32).toString('base64url')
  const { seed } = newKeyPair()
  ensure(join(folder, 'log.json'), () => ({ sandbox, origin, seed: keyToText(seed) }))
  ensure(join(folder, 'seal.json'), () => ({
    sandbox,
    classes: Object.fromEntries(sealClasses.map((name) => [name, { '1': key() }])),
    blindIndex: key(),
  }))
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
