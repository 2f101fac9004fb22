/** Cosignatures of witnesses (C2SP tlog-cosignature, `cosignature/v1`, Ed25519, signature type 0x04). */
import { ed25519Sign, ed25519Verify } from '#crypto'
import { concat, uint64, utf8 } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { parseNote, type SignedNote, signatureLine, signs } from './note.ts'
import { keyOfSigner, type NoteKey, type NoteSigner } from './vkey.ts'

/** A witness and when it saw the checkpoint, in seconds since 1970. */
export interface Witnessed {
  readonly name: string
  readonly time: number
}

/** Cosigns a checkpoint at `time` (whole seconds since 1970): the signature line with its newline. */
export function cosign(checkpoint: string, signer: NoteSigner, time: number): string {
  const { text } = parseNote(checkpoint)
  const signature = ed25519Sign(signer.seed, cosigned(text, time))
  return signatureLine(keyOfSigner(signer, 4), concat(uint64(time), signature))
}

/** The witnesses of a note whose cosignatures hold. Throws `note.signature` when one of a known key does not. */
export function verifyCosignatures(note: SignedNote, keys: readonly NoteKey[]): Witnessed[] {
  const seen: Witnessed[] = []
  for (const signature of note.signatures) {
    const key = keys.find((k) => k.type === 4 && signs(k, signature))
    if (!key) continue
    const time = timeOf(signature.signature)
    if (time === null || !ed25519Verify(key.publicKey, signature.signature.slice(8), cosigned(note.text, time))) {
      throw new EvidenceError('note.signature', { name: key.name })
    }
    seen.push({ name: key.name, time })
  }
  return seen
}

const cosigned = (text: string, time: number): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${text}`)

function timeOf(signature: Uint8Array): number | null {
  if (signature.length !== 72) return null
  const view = new DataView(signature.buffer, signature.byteOffset, 8)
  const time = view.getUint32(0) * 2 ** 32 + view.getUint32(4)
  return Number.isSafeInteger(time) ? time : null
}
