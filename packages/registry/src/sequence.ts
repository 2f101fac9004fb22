/**
 * A tick of the one sequencer, as the hall turns it: first the looks that were answered since, then what alarms about them,
 * then what those did who watch, then all that waits for a number.
 */
import type { NoteSigner } from '@cbccvc/evidence'
import { chainedActs, chainedLooks, chainLines, type Numbered, type Raised, raiseAlarms } from './access/index.ts'
import type { Connection, Pool } from './database/index.ts'
import { type Sequencer, sequencer as sequencerOfLog } from './log/index.ts'

/** To whom the sequencer tells what it met. Told after the commit; no personal data. */
export interface Told {
  alarm(raised: Raised): void
  /** The looks were numbered, but not judged. */
  fault(error: unknown): void
}

const nobody: Told = { alarm: () => {}, fault: () => {} }

export function sequencer(pool: Pool, signer: NoteSigner, told: Told = nobody): Sequencer {
  let raised: readonly Raised[] = []
  const one = sequencerOfLog(pool, signer, async (tx) => {
    raised = []
    const numbered = await chainLines(tx, chainedLooks)
    if (numbered) raised = await judge(tx, numbered, told)
    await chainLines(tx, chainedActs)
  })
  return {
    async tick(alongside) {
      const n = await one.tick(alongside)
      for (const alarm of raised) told.alarm(alarm)
      raised = []
      return n
    },
  }
}

/** A fault in judging never stops the log. */
async function judge(tx: Connection, numbered: Numbered, told: Told): Promise<readonly Raised[]> {
  await tx.query('savepoint judging')
  try {
    return await raiseAlarms(tx, numbered)
  } catch (error) {
    await tx.query('rollback to savepoint judging')
    told.fault(error)
    return []
  }
}
