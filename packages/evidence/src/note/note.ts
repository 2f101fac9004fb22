/** Signed notes (C2SP signed-note): a text, an empty line, and one line per signature. */
import { ed25519Sign, ed25519Verify } from '#crypto'
import { concat, equalBytes, fromBase64, toBase64, utf8 } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { isKeyName, keyOfSigner, type NoteKey, type NoteSigner } from './vkey.ts'

export interface NoteSignature {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

export interface SignedNote {
  /** The signed text with its final newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Most signatures read from one note. */
const SIGNATURES_MAX = 64

/** Signs a text (which ends in a newline) with Ed25519, type 0x01. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!isNoteText(text)) throw new EvidenceError('note.malformed', { what: 'text' })
  return `${text}\n${signatureLine(keyOfSigner(signer, 1), ed25519Sign(signer.seed, utf8(text)))}`
}

/** A signature line with its newline. */
export function signatureLine(key: NoteKey, signature: Uint8Array): string {
  return `— ${key.name} ${toBase64(concat(key.id, signature))}\n`
}

/** Takes a note apart without verifying. Throws `note.malformed`. */
export function parseNote(note: string): SignedNote {
  const split = note.lastIndexOf('\n\n')
  if (split < 0) throw malformed('no empty line before the signatures')
  const text = note.slice(0, split + 1)
  if (!isNoteText(text)) throw malformed('text')
  return { text, signatures: parseSignatureLines(note.slice(split + 2)) }
}

/** Signature lines, each with its newline. Throws `note.malformed`. */
export function parseSignatureLines(text: string): NoteSignature[] {
  if (!text.endsWith('\n')) throw malformed('no newline at the end')
  const lines = text.slice(0, -1).split('\n')
  if (lines.length > SIGNATURES_MAX) throw malformed('too many signatures')
  return lines.map((line) => {
    const [dash, name, encoded, ...rest] = line.split(' ')
    const bytes = fromBase64(encoded ?? '')
    if (dash !== '—' || rest.length > 0 || !name || !isKeyName(name) || !bytes || bytes.length < 5) {
      throw malformed('signature line')
    }
    return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) }
  })
}

/**
 * Checks the signatures of type 0x01 by the given keys; others are ignored. Returns the names that signed.
 * Throws `note.signature` when one by a known key does not verify, `note.unsigned` when there is none.
 */
export function verifyNote(note: SignedNote, keys: readonly NoteKey[]): string[] {
  const text = utf8(note.text)
  const names: string[] = []
  for (const signature of note.signatures) {
    const key = keys.find((k) => k.type === 1 && signs(k, signature))
    if (!key) continue
    if (!ed25519Verify(key.publicKey, signature.signature, text)) {
      throw new EvidenceError('note.signature', { name: key.name })
    }
    names.push(key.name)
  }
  if (names.length === 0) throw new EvidenceError('note.unsigned')
  return names
}

/** True when the signature names this key, by name and id. */
export function signs(key: NoteKey, signature: NoteSignature): boolean {
  return key.name === signature.name && equalBytes(key.id, signature.keyId)
}

/** Valid Unicode that ends in a newline and holds no other control character. */
function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)
}

const malformed = (what: string): EvidenceError => new EvidenceError('note.malformed', { what })
