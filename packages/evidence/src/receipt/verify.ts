/** Verifying a receipt: only the receipt, the record's line, and public keys; no network, no clock. */
import { toHex, utf8 } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { receivedLeaf } from '../leaves.ts'
import { manifestDigest } from '../manifest.ts'
import { logLeafHash } from '../merkle/hash.ts'
import { verifyInclusion } from '../merkle/verify.ts'
import { type Checkpoint, parseCheckpoint, verifyCheckpoint } from '../note/checkpoint.ts'
import type { Witnessed } from '../note/cosignature.ts'
import { signs } from '../note/note.ts'
import { type NoteKey, parseVkey } from '../note/vkey.ts'
import { recordLeafFromSalt } from '../record.ts'
import { leadsToParcel } from './make.ts'
import { type LogPlace, provedLeaf, type Receipt, receiptNumber } from './receipt.ts'
import { parseReceipt } from './text.ts'
import { STEP_SENTENCES, type StepName } from './words.ts'

export interface VerifyOptions {
  /** vkey of the log, or several. */
  readonly logKey: string | readonly string[]
  /** vkeys of the witnesses that the verifier knows. */
  readonly witnessKeys?: readonly string[]
  /** How many known witnesses must have cosigned; 0 when not given. */
  readonly minWitnesses?: number
  /** The record's NDJSON line, without its newline (one at the end is dropped). */
  readonly record?: string | Uint8Array
  /** The sealed manifest, to tie the receipt to it. */
  readonly manifest?: string
}

/** One step. `ok` is null when what it needs was not given, or the receipt does not speak of it. */
export interface StepResult {
  readonly name: StepName
  readonly ok: boolean | null
  /** `<name>.ok`, `<name>.bad` or `<name>.open`: stable. */
  readonly code: `${StepName}.${'ok' | 'bad' | 'open'}`
  readonly why: { readonly vi: string; readonly en: string }
}

export interface Verification {
  /** True when no step failed. A record receipt without its record is ok, with the step `record` open. */
  readonly ok: boolean
  /** Null when the text could not be read as a receipt. */
  readonly facts: (Receipt & { readonly number: string; readonly witnessed: readonly Witnessed[] }) | null
  readonly steps: readonly StepResult[]
}

/** Verifies a receipt step by step. Never throws for what stands in the receipt; throws `key.malformed` for keys. */
export function verifyReceipt(text: string, options: VerifyOptions): Verification {
  const logKeys = typeof options.logKey === 'string' ? [options.logKey] : options.logKey
  const keys = [...logKeys, ...(options.witnessKeys ?? [])].map(parseVkey)
  const receipt = attempt(() => parseReceipt(text))
  if (!receipt) return { ok: false, facts: null, steps: [step('form', false)] }
  const checkpoint = parseCheckpoint(receipt.checkpoint)
  const log = attempt(() => verifyCheckpoint(receipt.checkpoint, logKeys))
  const both = log && attempt(() => verifyCheckpoint(receipt.checkpoint, logKeys, options.witnessKeys))
  const witnessed = both?.witnesses ?? []
  const leaf = attempt(() => provedLeaf(receipt))
  const steps = [
    step('form', true),
    step('manifest', manifestHolds(receipt, options.manifest)),
    step('record', recordHolds(receipt, options.record)),
    step('sent', receipt.kind === 'record' ? leadsToParcel(receipt, receipt.inner) : null),
    step('outcome', receipt.kind === 'record' ? leaf !== null : null),
    step('received', stands(receivedLeaf(receipt.facts, receipt.receivedAt), receipt.received, checkpoint)),
    step('concluded', leaf !== null && stands(leaf, receipt.proof, checkpoint)),
    step('log', log !== null),
    step(
      'witnesses',
      witnessesHold(checkpoint, keys, both !== null, new Set(witnessed.map((w) => w.name)).size, options),
    ),
  ]
  const facts = { ...receipt, number: receiptNumber(receipt), witnessed }
  return { ok: steps.every((s) => s.ok !== false), facts, steps }
}

function manifestHolds(receipt: Receipt, manifest: string | undefined): boolean | null {
  if (manifest === undefined) return null
  return toHex(manifestDigest(manifest)) === receipt.facts.manifest
}

function recordHolds(receipt: Receipt, record: string | Uint8Array | undefined): boolean | null {
  if (record === undefined || receipt.kind !== 'record') return null
  const bytes = typeof record === 'string' ? utf8(record) : record
  const line = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes
  return toHex(recordLeafFromSalt(receipt.inner.salt, line)) === receipt.inner.outcome.recordLeaf
}

function stands(leaf: Uint8Array, place: LogPlace, { size, root }: Checkpoint): boolean {
  return verifyInclusion(logLeafHash(leaf), place.index, size, place.path, root)
}

/** Known witnesses must be right and enough; a line under a known name with another key is a wrong one. */
function witnessesHold(
  { note }: Checkpoint,
  keys: readonly NoteKey[],
  verified: boolean,
  seen: number,
  { minWitnesses = 0 }: VerifyOptions,
): boolean | null {
  const foreign = note.signatures.some(
    (signature) => keys.some((key) => key.name === signature.name) && !keys.some((key) => signs(key, signature)),
  )
  if (!verified || foreign || seen < minWitnesses) return false
  return seen > 0 ? true : null
}

function step(name: StepName, ok: boolean | null): StepResult {
  const answer = ok === null ? 'open' : ok ? 'ok' : 'bad'
  const [vi, en] = STEP_SENTENCES[name][answer]
  return { name, ok, code: `${name}.${answer}`, why: { vi, en } }
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof EvidenceError) return null
    throw error
  }
}
