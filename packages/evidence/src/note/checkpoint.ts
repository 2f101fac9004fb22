/** Checkpoints (C2SP tlog-checkpoint): a signed note that states origin, size and root of the log. */
import { fromBase64, toBase64 } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { countFrom } from '../forms.ts'
import type { TreeHead } from '../merkle/verify.ts'
import { verifyCosignatures, type Witnessed } from './cosignature.ts'
import { parseNote, type SignedNote, signNote, verifyNote } from './note.ts'
import { isKeyName, type NoteSigner, parseVkey } from './vkey.ts'

export interface Checkpoint extends TreeHead {
  /** Name of the log; always the name of the key that signs. */
  readonly origin: string
  readonly note: SignedNote
}

/** The note text: origin, size, base64 root, a line each. */
export function checkpointText(origin: string, head: TreeHead): string {
  if (!isKeyName(origin) || head.root.length !== 32) throw new EvidenceError('checkpoint.malformed')
  return `${origin}\n${head.size}\n${toBase64(head.root)}\n`
}

/** Signs a checkpoint; the signer's name is the origin. */
export function signCheckpoint(head: TreeHead, signer: NoteSigner): string {
  return signNote(checkpointText(signer.name, head), signer)
}

/** Reads a checkpoint without verifying. Extension lines are refused. Throws `note.malformed`, `checkpoint.malformed`. */
export function parseCheckpoint(text: string): Checkpoint {
  const note = parseNote(text)
  const [origin, sizeText, rootText, end, ...rest] = note.text.split('\n')
  const size = countFrom(sizeText ?? '')
  const root = fromBase64(rootText ?? '', 32)
  if (!origin || !isKeyName(origin) || size === null || !root || end !== '' || rest.length > 0) {
    throw new EvidenceError('checkpoint.malformed')
  }
  return { origin, size, root, note }
}

/** A checkpoint whose log signature holds, and the witnesses whose cosignatures hold. */
export interface VerifiedCheckpoint extends Checkpoint {
  readonly witnesses: readonly Witnessed[]
}

/**
 * Verifies the log's signature (one of `logKeys`, vkeys) and every cosignature by a known witness (vkeys, type 0x04).
 * A missing witness is no error; a wrong signature of a known key is. Throws an `EvidenceError`.
 */
export function verifyCheckpoint(
  text: string,
  logKeys: string | readonly string[],
  witnessKeys: readonly string[] = [],
): VerifiedCheckpoint {
  const checkpoint = parseCheckpoint(text)
  const keys = (typeof logKeys === 'string' ? [logKeys] : logKeys).map(parseVkey)
  const own = keys.filter((key) => key.name === checkpoint.origin)
  if (own.length === 0) throw new EvidenceError('checkpoint.origin', { origin: checkpoint.origin })
  verifyNote(checkpoint.note, own)
  return { ...checkpoint, witnesses: verifyCosignatures(checkpoint.note, witnessKeys.map(parseVkey)) }
}

/** The checkpoint with further signature lines (of witnesses) at its end. */
export const withSignatures = (checkpoint: string, lines: readonly string[]): string => checkpoint + lines.join('')
