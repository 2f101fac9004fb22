/**
 * The promise of the 202: the log's key states what was received and when, and that it will be in the log within
 * 60 seconds. A signed note; at most 600 bytes, so that it fits a QR code whole. Its second line is no number, so it
 * can never be read as a checkpoint.
 */
import { EvidenceError } from './errors.ts'
import { isInstant } from './forms.ts'
import { parseNote, signNote, verifyNote } from './note/note.ts'
import { type NoteSigner, parseVkey } from './note/vkey.ts'
import { PARCEL_LINES, type ParcelFacts, parcelText, readParcelLines } from './parcel.ts'

export interface Promised {
  readonly facts: ParcelFacts
  readonly receivedAt: string
}

const HEADING = 'cbccvc.promise/1'
const WITHIN = 'within 60'

/** Signs the promise. `receivedAt`: UTC with milliseconds, the same as in the received leaf. */
export function signPromise({ facts, receivedAt }: Promised, logSigner: NoteSigner): string {
  if (!isInstant(receivedAt)) throw new EvidenceError('promise.malformed')
  return signNote(`${HEADING}\n${parcelText(facts)}received ${receivedAt}\n${WITHIN}\n`, logSigner)
}

/** What was promised, if the log's key (vkey, or several) signed it. Throws an `EvidenceError`. */
export function verifyPromise(promise: string, logKey: string | readonly string[]): Promised {
  const promised = readPromise(promise)
  verifyNote(parseNote(promise), (typeof logKey === 'string' ? [logKey] : logKey).map(parseVkey))
  return promised
}

/** Reads a promise without verifying it. Throws `promise.malformed`, `note.malformed`. */
export function readPromise(promise: string): Promised {
  const [heading, ...lines] = parseNote(promise).text.split('\n')
  const facts = readParcelLines(lines.slice(0, PARCEL_LINES))
  const [received, within, end, ...rest] = lines.slice(PARCEL_LINES)
  const receivedAt = received?.startsWith('received ') ? received.slice(9) : ''
  const formed = heading === HEADING && within === WITHIN && end === '' && rest.length === 0
  if (!facts || !formed || !isInstant(receivedAt)) throw new EvidenceError('promise.malformed')
  return { facts, receivedAt }
}
