/**
 * The primitives under Node, over `node:crypto`. Same names and same bytes as `noble.ts`; which of the two is
 * loaded is decided by the import map `#crypto` of this package.
 *
 * Speed (one core of the building machine): `hash()` in one shot is about a third faster than `createHash`, and its
 * hex output is three times as fast as its Buffer output, because no ArrayBuffer is allocated. Hence `sha256Into`.
 */
import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const REMEMBERED = 256

/** What Buffer does with its own bytes, done with those of any Uint8Array: a Buffer over them would cost as much again. */
const { base64Slice, hexSlice, hexWrite } = Buffer.prototype as unknown as {
  base64Slice(this: Uint8Array, from: number, to: number): string
  hexSlice(this: Uint8Array, from: number, to: number): string
  hexWrite(this: Uint8Array, text: string, offset: number, length: number): number
}

/** SHA-256 of one run of bytes. */
export function sha256(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(32)
  sha256Into(out, 0, data)
  return out
}

/** SHA-256 of `data`, written to `out` at `offset`. */
export function sha256Into(out: Uint8Array, offset: number, data: Uint8Array): void {
  hexWrite.call(out, hash('sha256', data, 'hex'), offset, 32)
}

/** The public key (32 bytes) of an Ed25519 seed (32 bytes). */
export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  const raw = remembered(rawKeys, toHex(seed), () => {
    const spki = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
    return new Uint8Array(spki.subarray(spki.length - 32))
  })
  // A copy: what is remembered is nobody's to change.
  return raw.slice()
}

/** Ed25519 signature (64 bytes, RFC 8032) of a message. */
export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, privateKey(seed)))
}

/** True when the signature holds; false for anything else, malformed keys included. */
export function ed25519Verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    return verify(null, message, verifyKey(publicKey), signature)
  } catch {
    return false
  }
}

/** `length` random bytes from the system. */
export function randomBytes(length: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(length))
}

export const toHex = (bytes: Uint8Array): string => hexSlice.call(bytes, 0, bytes.length)
export const looseFromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))
export const toBase64 = (bytes: Uint8Array): string => base64Slice.call(bytes, 0, bytes.length)
export const looseFromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
export const toBase64url = (bytes: Uint8Array): string => view(bytes).toString('base64url')
export const looseFromBase64url = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

const privateKeys = new Map<string, KeyObject>()
const publicKeys = new Map<string, KeyObject>()
const rawKeys = new Map<string, Uint8Array>()

function privateKey(seed: Uint8Array): KeyObject {
  return remembered(privateKeys, toHex(seed), () =>
    createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' }),
  )
}

function verifyKey(raw: Uint8Array): KeyObject {
  return remembered(publicKeys, toHex(raw), () =>
    createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' }),
  )
}

function remembered<T>(store: Map<string, T>, id: string, make: () => T): T {
  const known = store.get(id)
  if (known) return known
  if (store.size >= REMEMBERED) store.clear()
  const made = make()
  store.set(id, made)
  return made
}
