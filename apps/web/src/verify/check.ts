/** From what was given to an answer: pure, no network, no clock. The proof itself is the evidence package's. */
import {
  EvidenceError,
  manifestDigest,
  type ParcelFacts,
  parseQr,
  parseReceipt,
  type Receipt,
  readPromise,
  receiptDigest,
  recordLeafFromSalt,
  toHex,
  utf8,
  type Verification,
  verifyPromise,
  verifyReceipt,
} from '@cbccvc/evidence'
import type { Text } from '@cbccvc/standard'
import { asWritten, type Inputs, isQrText, readKeys } from './inputs.ts'
import { w } from './words.ts'

export interface Step {
  readonly name: string
  /** Null: what it needs was not given. */
  readonly ok: boolean | null
  readonly why: Text
}

export type Answer =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'keysMissing' }
  | { readonly kind: 'keysBad'; readonly line: number }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'qrOnly'; readonly number: string }
  | {
      readonly kind: 'receipt'
      readonly ok: boolean
      readonly facts: Verification['facts']
      readonly steps: readonly Step[]
    }
  | {
      readonly kind: 'promise'
      readonly ok: boolean
      readonly facts: (ParcelFacts & { readonly receivedAt: string }) | null
      readonly steps: readonly Step[]
    }

/** Checks all that was given. Never throws for what stands in it. */
export function check(inputs: Inputs): Answer {
  if (inputs.paper.trim() === '') return { kind: 'nothing' }
  const keys = readKeys(inputs.keys)
  if (isQrText(inputs.paper)) return { kind: 'qrOnly', number: inputs.paper.trim().split(' ')[1]! }
  const paper = asWritten(inputs.paper)
  const promise = paper.startsWith('cbccvc.promise/1\n')
  if (!promise && !paper.startsWith('cbccvc.receipt/1 ')) return { kind: 'unreadable' }
  if (keys.kind === 'bad') return { kind: 'keysBad', line: keys.line }
  if (keys.kind === 'none') return { kind: 'keysMissing' }
  const manifest = inputs.manifest.trim()
  if (promise) return checkPromise(paper, manifest, keys.logs)
  const record = recordOf(inputs, paper)
  const { ok, facts, steps } = verifyReceipt(paper, {
    logKey: keys.logs,
    witnessKeys: keys.witnesses,
    ...(record && { record }),
    ...(manifest && { manifest }),
  })
  const qr = qrStep(paper, inputs.qr)
  return { kind: 'receipt', ok: ok && qr?.ok !== false, facts, steps: qr ? [...steps, qr] : steps }
}

function checkPromise(promise: string, manifest: string, logs: readonly string[]): Answer {
  const read = attempt(() => readPromise(promise))
  if (!read) return { kind: 'promise', ok: false, facts: null, steps: [step('form', false, w.promiseFormBad)] }
  const signed = attempt(() => verifyPromise(promise, logs)) !== null
  const steps = [
    step('form', true, w.promiseForm),
    step('signed', signed, signed ? w.promiseSigned : w.promiseSignedBad),
  ]
  if (manifest) {
    const same = toHex(manifestDigest(manifest)) === read.facts.manifest
    steps.push(step('manifest', same, same ? w.promiseManifest : w.promiseManifestBad))
  }
  const facts = { ...read.facts, receivedAt: read.receivedAt }
  return { kind: 'promise', ok: steps.every(({ ok }) => ok), facts, steps }
}

function qrStep(paper: string, text: string): Step | null {
  if (text.trim() === '') return null
  const qr = attempt(() => parseQr(text.trim()))
  const same = qr?.kind === 'receipt' && qr.digest === receiptDigest(paper)
  return step('qr', same, same ? w.qrOk : w.qrBad)
}

const step = (name: string, ok: boolean, why: Text): Step => ({ name, ok, why })

/** The record's bytes: as typed, or out of a file; a file of many lines is searched for the one that was meant. */
function recordOf(inputs: Inputs, paper: string): Uint8Array | null {
  if (!inputs.recordFile) return inputs.record.trim() === '' ? null : utf8(inputs.record.replace(/^\s+|\s+$/g, ''))
  const { bytes } = inputs.recordFile
  const receipt = attempt(() => parseReceipt(paper))
  return (receipt && lineOf(receipt, bytes)) ?? bytes
}

/** The line of an NDJSON file that the receipt speaks of, or null. */
function lineOf(receipt: Receipt, bytes: Uint8Array): Uint8Array | null {
  if (receipt.kind !== 'record') return null
  const { salt, outcome } = receipt.inner
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline === -1 ? bytes.length : newline
    const line = bytes.subarray(start, end)
    if (toHex(recordLeafFromSalt(salt, line)) === outcome.recordLeaf) return line
    start = end + 1
  }
  return null
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof EvidenceError) return null
    throw error
  }
}
