/**
 * The search for records that break the machine: the part is halved until each stands alone. A range is tried together
 * with all that held before it, so that two records that break us only together are found as well (the second is held).
 * The range about to be tried is committed before the try, so that a process that dies in it has answered, too.
 */
import type { Pool } from '../database/index.ts'
import { type Job, keepSuspects, type Range } from './queue.ts'

/**
 * Returns the places in the part (from 0) of the offenders. `holds` runs the part without the places that it is given and
 * rolls it back: true when it went well; it throws when that cannot be known, and the search goes on with the next
 * attempt.
 */
export async function findOffender(
  pool: Pool,
  job: Job,
  lines: number,
  holds: (without: ReadonlySet<number>) => Promise<boolean>,
): Promise<number[]> {
  const { trying = null, toTry: left = [], found: known = [], doubted: once = [] } = job.suspects ?? {}
  const found = [...known]
  const doubted = [...once]
  // A search that came to its end and found nothing begins anew: the part still breaks.
  const fresh = trying === null && left.length === 0 && found.length === 0
  const toTry: Range[] = fresh ? [[0, lines]] : [...left]
  const keep = (range: Range | null) => keepSuspects(pool, job, { trying: range, toTry, found, doubted })
  const split = ([from, to]: Range) => {
    if (to - from === 1) found.push(from)
    else toTry.push([(from + to) >> 1, to], [from, (from + to) >> 1])
  }
  if (trying) {
    const [from, to] = trying
    // What was being tried when we died is guilty; one record alone only the third time.
    if (to - from > 1 || doubted.filter((place) => place === from).length >= 2) split(trying)
    else {
      doubted.push(from)
      toTry.push(trying)
    }
  }
  for (let range = toTry.pop(); range; range = toTry.pop()) {
    await keep(range)
    let held: boolean
    try {
      held = await holds(new Set([...found, ...toTry.flatMap(placesOf)]))
    } catch (error) {
      toTry.push(range)
      await keep(null)
      throw error
    }
    if (!held) split(range)
  }
  await keep(null)
  return found
}

const placesOf = ([from, to]: Range) => Array.from({ length: to - from }, (_, i) => from + i)
