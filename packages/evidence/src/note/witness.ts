/** What travels between a log and a witness (C2SP tlog-witness, `POST /add-checkpoint`). */
import { fromBase64, toBase64 } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { countFrom } from '../forms.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { verifyCosignatures, type Witnessed } from './cosignature.ts'
import { parseSignatureLines } from './note.ts'
import { parseVkey } from './vkey.ts'

/** Media type of the body that comes with 409. */
export const TLOG_SIZE = 'text/x.tlog.size'
const PROOF_MAX = 63

export interface WitnessRequest {
  /** Size of the checkpoint that the witness cosigned last, as far as the log knows. */
  readonly old: number
  /** Consistency proof from `old` to the checkpoint; empty for `old` = 0. */
  readonly proof: readonly Uint8Array[]
  readonly checkpoint: string
}

/** The body of `POST /add-checkpoint`. */
export function witnessRequest({ old, proof, checkpoint }: WitnessRequest): string {
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`
}

/** Reads such a body. Throws `witness.request`. */
export function parseWitnessRequest(body: string): WitnessRequest {
  const split = body.indexOf('\n\n')
  const [first, ...lines] = body.slice(0, Math.max(0, split)).split('\n')
  const old = first?.startsWith('old ') ? countFrom(first.slice(4)) : null
  const proof = lines.map((line) => fromBase64(line, 32))
  if (split < 0 || old === null || lines.length > PROOF_MAX || proof.includes(null)) {
    throw new EvidenceError('witness.request')
  }
  return { old, proof: proof as Uint8Array[], checkpoint: body.slice(split + 2) }
}

/**
 * The cosignature lines of a witness's answer that hold for this checkpoint and these witness vkeys; lines by unknown
 * keys are dropped. Throws `note.malformed`, `note.signature`.
 */
export function cosignaturesOf(
  answer: string,
  checkpoint: string,
  witnessKeys: readonly string[],
): { lines: string[]; witnesses: Witnessed[] } {
  const { note } = parseCheckpoint(checkpoint)
  const keys = witnessKeys.map(parseVkey)
  const lines: string[] = []
  const witnesses: Witnessed[] = []
  for (const line of answer.split(/(?<=\n)/)) {
    const seen = verifyCosignatures({ text: note.text, signatures: parseSignatureLines(line) }, keys)
    if (seen.length === 0) continue
    lines.push(line)
    for (const one of seen) witnesses.push(one)
  }
  return { lines, witnesses }
}
