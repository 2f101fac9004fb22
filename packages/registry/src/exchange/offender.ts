/**
 * The search for records that break the machine: the part is halved until each stands alone. The range about to be
 * tried is committed before the try, so that a process that dies in it has answered, too.
 */
import type { Pool } from '../database/index.ts'
import { type Job, keepSuspects, type Range } from './queue.ts'

/** Returns the places in the part (from 0) of the offenders. `holds` runs a range and rolls it back: true when it went well. */
export async function findOffender(
  pool: Pool,
  job: Job,
  lines: number,
  holds: (range: Range) => Promise<boolean>,
): Promise<number[]> {
  const toTry: Range[] = [...(job.suspects?.toTry ?? [[0, lines] as const])]
  const found: number[] = [...(job.suspects?.found ?? [])]
  const split = ([from, to]: Range) => {
    if (to - from === 1) found.push(from)
    else toTry.push([from, (from + to) >> 1], [(from + to) >> 1, to])
  }
  // What was being tried when we died is guilty.
  if (job.suspects?.trying) split(job.suspects.trying)
  for (let range = toTry.pop(); range; range = toTry.pop()) {
    await keepSuspects(pool, job, { trying: range, toTry, found })
    if (!(await holds(range))) split(range)
  }
  await keepSuspects(pool, job, { trying: null, toTry: [], found })
  return found
}
