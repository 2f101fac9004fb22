/** A tick of the one sequencer, as the hall turns it: first the looks that were answered since, then all that waits. */
import type { NoteSigner } from '@cbccvc/evidence'
import { chainLooks } from './access/index.ts'
import type { Pool } from './database/index.ts'
import { type Sequencer, sequencer as sequencerOfLog } from './log/index.ts'

export const sequencer = (pool: Pool, signer: NoteSigner): Sequencer => sequencerOfLog(pool, signer, chainLooks)
