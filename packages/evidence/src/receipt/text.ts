/**
 * A receipt as text: the two lines for people, the facts a line each, the paths a hash each, and at the end a whole
 * tlog-proof (C2SP) of the proved leaf with its checkpoint. Printing and reading are exact opposites: a text that is
 * not what its own facts print is refused, so no byte of it can be changed unseen.
 */
import { toBase64, toHex, utf8 } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { countsText } from '../leaves.ts'
import { parseCheckpoint } from '../note/checkpoint.ts'
import { type ParcelFacts, parcelText } from '../parcel.ts'
import { readLines } from './read.ts'
import type { InnerPaths, LogPlace, Receipt } from './receipt.ts'
import { headLines } from './words.ts'

export const RECEIPT_HEADING = 'cbccvc.receipt/1'
/** First line of the tlog-proof at the end of every receipt. */
export const PROOF_HEADING = 'c2sp.org/tlog-proof@v1'
/** Longest text that is read as a receipt, in bytes. Those of this house stay under 6 KiB. */
export const RECEIPT_MAX = 16 * 1024

/** The text of a receipt. Throws `leaf.malformed` or `checkpoint.malformed` for facts that no receipt can state. */
export function printReceipt(receipt: Receipt): string {
  const { vi, en } = headLines(receipt)
  return [
    `${RECEIPT_HEADING} ${receipt.kind}\n${vi}\n${en}\n`,
    once(parcelTexts, receipt.facts, parcelText),
    `received ${receipt.receivedAt}\n`,
    conclusionText(receipt),
    `witnesses ${witnessNames(receipt.checkpoint)}\n`,
    placeText('received-leaf', receipt.received),
    `\n${PROOF_HEADING}\n`,
    placeText('index', receipt.proof),
    `\n${receipt.checkpoint}`,
  ].join('')
}

/** Reads a receipt. Throws `receipt.malformed`, `receipt.notCanonical`, `note.malformed`, `checkpoint.malformed`. */
export function parseReceipt(text: string): Receipt {
  if (text.length > RECEIPT_MAX || utf8(text).length > RECEIPT_MAX)
    throw new EvidenceError('receipt.malformed', { line: 0 })
  const receipt = readLines(text)
  if (printed(receipt) !== text) throw new EvidenceError('receipt.notCanonical')
  return receipt
}

function printed(receipt: Receipt): string | null {
  try {
    return printReceipt(receipt)
  } catch (error) {
    if (error instanceof EvidenceError) return null
    throw error
  }
}

function conclusionText(receipt: Receipt): string {
  if (receipt.kind === 'parcel') {
    const { parts, counts, concludedRoot, closedAt } = receipt.closed
    const total = countsText(counts, receipt.facts.count)
    return `parts ${parts}\ncounts ${total}\nclosed ${closedAt}\nconcluded-root ${concludedRoot}\n`
  }
  const { part, parts, first, records, counts, concludedAt } = receipt.concluded
  const place = `part ${part} ${parts} ${first} ${records}\ncounts ${countsText(counts, records)}\n`
  const inner =
    receipt.kind === 'record' ? innerText(receipt.inner) : `outcomes-root ${receipt.concluded.outcomesRoot}\n`
  return `${place}concluded ${concludedAt}\n${inner}`
}

function innerText({ index, salt, outcome, recordPath, outcomePath }: InnerPaths): string {
  return [
    `index ${index}\nrecord-salt ${toHex(salt)}\nrecord-leaf ${outcome.recordLeaf}\n`,
    `outcome ${outcome.outcome}\nfindings ${outcome.findings}\nentry ${outcome.entry ?? '-'}\n`,
    `rule-set ${outcome.ruleSet}\ntoday ${outcome.today}\n`,
    `record-path\n${pathText(recordPath)}outcome-path\n${pathText(outcomePath)}`,
  ].join('')
}

const placeText = (word: string, place: LogPlace): string => `${word} ${once(placeTexts, place, textOfPlace)}`

const textOfPlace = ({ index, path }: LogPlace): string => `${index}\n${pathText(path)}`

const pathText = (path: readonly Uint8Array[]): string => path.map((hash) => `${toBase64(hash)}\n`).join('')

// The receipts of a part share the parcel's facts and both places in the log: these texts are made once.
const parcelTexts = new WeakMap<ParcelFacts, string>()
const placeTexts = new WeakMap<LogPlace, string>()

function once<T extends object>(made: WeakMap<T, string>, of: T, make: (of: T) => string): string {
  let text = made.get(of)
  if (text === undefined) {
    text = make(of)
    made.set(of, text)
  }
  return text
}

// The receipts of a part are printed one after the other over one checkpoint: it is read once.
let lastRead = { checkpoint: '', names: '' }

/** The names of all who signed the checkpoint beside the log, in their order; `-` for none. */
function witnessNames(checkpoint: string): string {
  if (lastRead.checkpoint === checkpoint) return lastRead.names
  const { origin, note } = parseCheckpoint(checkpoint)
  const names = note.signatures.map(({ name }) => name).filter((name) => name !== origin)
  lastRead = { checkpoint, names: names.length === 0 ? '-' : names.join(' ') }
  return lastRead.names
}
