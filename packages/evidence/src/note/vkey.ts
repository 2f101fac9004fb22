/** Keys of signed notes (C2SP signed-note): `name+hash+base64(type, public key)`. */
import { ed25519PublicKey, sha256 } from '#crypto'
import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'

/** 0x01: Ed25519 over the note's text. 0x04: timestamped Ed25519 cosignature of a witness. */
export type SignatureType = 1 | 4

export interface NoteKey {
  readonly name: string
  /** First four bytes of SHA-256(name, "\n", type, public key). */
  readonly id: Uint8Array
  readonly type: SignatureType
  readonly publicKey: Uint8Array
}

/** A name and a seed that sign notes or cosign checkpoints. */
export interface NoteSigner {
  readonly name: string
  readonly seed: Uint8Array
}

/** Longest name that a key of ours may have, so that a promise fits a QR code. */
const NAME_MAX = 64

/** True for names that a signed note may carry: not empty, no space of any kind, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return name.length <= 255 && /^[^\s+\p{Z}\p{C}]+$/u.test(name)
}

export function noteKey(name: string, type: SignatureType, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name) || name.length > NAME_MAX || publicKey.length !== 32) throw new EvidenceError('key.malformed')
  return { name, id: sha256(concat(utf8(`${name}\n`), new Uint8Array([type]), publicKey)).slice(0, 4), type, publicKey }
}

/** The key of a signer as a verifier sees it. */
export function keyOfSigner(signer: NoteSigner, type: SignatureType): NoteKey {
  return noteKey(signer.name, type, ed25519PublicKey(signer.seed))
}

/** The vkey line of a key. */
export function formatVkey(key: NoteKey): string {
  return `${key.name}+${toHex(key.id)}+${toBase64(concat(new Uint8Array([key.type]), key.publicKey))}`
}

/** vkey of a log (type 0x01) or a witness (type 0x04) from its signer. */
export function vkeyOf(signer: NoteSigner, type: SignatureType = 1): string {
  return formatVkey(keyOfSigner(signer, type))
}

/** Reads a vkey; the hash in it must be the key's own. Throws `key.malformed`. */
export function parseVkey(vkey: string): NoteKey {
  const [name, hash, material, ...rest] = vkey.split('+')
  // base64 may itself hold a plus: everything after the second one belongs to the key material
  const bytes = fromBase64([material ?? '', ...rest].join('+'), 33)
  const type = bytes?.[0]
  if (!name || !bytes || (type !== 1 && type !== 4)) throw new EvidenceError('key.malformed')
  const key = noteKey(name, type, bytes.slice(1))
  if (!fromHex(hash ?? '', 4) || toHex(key.id) !== hash) throw new EvidenceError('key.malformed')
  return key
}
