/**
 * Asks the witnesses to cosign the newest checkpoint (C2SP tlog-witness). They see that the log only grows; a missing
 * witness delays nothing and is visible. Runs beside the sequencer, never in its transaction.
 */
import { cosignaturesOf, tileReader, witnessRequest } from '@cbccvc/evidence'
import type { Pool } from '../database/index.ts'
import { readHead } from './sequencer.ts'
import { tilesOf } from './tiles.ts'

export interface WitnessAddress {
  readonly url: string
  /** Its verification key (C2SP vkey, type 0x04). */
  readonly vkey: string
}

/** One round with one witness. Returns the size that it has now cosigned, or throws when it cannot be reached. */
export async function askWitness(pool: Pool, witness: WitnessAddress, old: number): Promise<number> {
  const head = await readHead(pool)
  if (!head || head.size === 0 || head.size <= old) return old
  const proof = old === 0 ? [] : await tileReader(head.size, tilesOf(pool)).consistencyProof(old)
  const response = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    body: witnessRequest({ old, proof, checkpoint: head.note }),
    redirect: 'error',
    signal: AbortSignal.timeout(5_000),
  })
  if (response.status === 409) {
    const size = (await response.text()).trim()
    if (!/^\d{1,15}$/.test(size)) throw new Error('the witness answered 409 without its size')
    return Number(size)
  }
  if (!response.ok) throw new Error(`the witness answered ${response.status}`)
  const { lines, witnesses } = cosignaturesOf(await response.text(), head.note, [witness.vkey])
  for (const [i, line] of lines.entries()) {
    await pool.query('insert into cosignature (size, witness, line) values ($1, $2, $3) on conflict do nothing', [
      head.size,
      witnesses[i]!.name,
      line,
    ])
  }
  return head.size
}
