/**
 * The search for records that break the machine: the part is halved until each stands alone. A range is tried together
 * with all that held before it, so that two records that break us only together are found as well (the second is held).
 * The range about to be tried is committed before the try, so that a process that dies in it has answered, too.
 *
 * A record is held only for a fault of its own. Before the search and before anybody is held a sound record that we made
 * ourselves is tried (the control): if that breaks, or if all records of a part break in one way, the fault is ours. Then
 * nothing is held, the part waits until we have mended it, and goes on by itself.
 */
import { faultClass, type Pool } from '../database/index.ts'
import { type Job, keepSuspects, type Range, type Suspects } from './queue.ts'

/** A fault that is nobody's but ours. `code`: a SQLSTATE or the name of an error, never a message. */
export class OurFault extends Error {
  override readonly name = 'OurFault'
  readonly code: string
  constructor(code: string, cause?: unknown) {
    super(`a part waits for us: ${code}`)
    this.code = code
    // What is reported of an error is its place: that of the fault, not of the search.
    if (cause instanceof Error && cause.stack) this.stack = cause.stack
  }
}

/**
 * Trials, each rolled back. Both give null when it went well, else what the fault is called (`faultCode`); they throw when that cannot be
 * known now (a lost connection) or when the fault is ours by its class, and the search is over or goes on another time.
 */
export interface Trials {
  /** The part without the records at these places. */
  holds(without: ReadonlySet<number>): Promise<string | null>
  /** A sound record of our own instead of the part's. */
  control(): Promise<string | null>
}

/** A fault that ends the process. */
const died = 'died'

/** Returns the places in the part (from 0) of the offenders. Throws OurFault where there are none, and what a trial throws. */
export async function findOffender(pool: Pool, job: Job, lines: number, trials: Trials): Promise<number[]> {
  const {
    trying = null,
    toTry: left = [],
    found: known = [],
    faults: why = [],
    doubted: once = [],
  } = job.suspects ?? {}
  const found = [...known]
  const faults = [...why]
  const doubted = [...once]
  // A search that came to its end and found nothing begins anew: the part still breaks.
  const fresh = trying === null && left.length === 0 && found.length === 0
  const toTry: Range[] = fresh ? [[0, lines]] : [...left]
  const keep = (now: Pick<Suspects, 'trying' | 'control'>) =>
    keepSuspects(pool, job, { ...now, toTry, found, faults, doubted })
  const split = ([from, to]: Range, fault: string) => {
    if (to - from === 1) {
      found.push(from)
      faults.push(fault)
    } else toTry.push([(from + to) >> 1, to], [from, (from + to) >> 1])
  }
  const tryControl = async () => {
    await keep({ trying: null, control: true })
    const fault = await trials.control()
    await keep({ trying: null })
    if (fault !== null) throw new OurFault(fault)
  }
  // Whoever died did so over our own record.
  if (job.suspects?.control) throw new OurFault(died)
  if (trying) {
    const [from, to] = trying
    // What was being tried when we died is guilty; one record alone only the third time.
    if (to - from > 1 || doubted.filter((place) => place === from).length >= 2) split(trying, died)
    else {
      doubted.push(from)
      toTry.push(trying)
    }
  } else if (fresh) await tryControl()
  for (let range = toTry.pop(); range; range = toTry.pop()) {
    await keep({ trying: range })
    let fault: string | null
    try {
      fault = await trials.holds(new Set([...found, ...toTry.flatMap(placesOf)]))
    } catch (error) {
      toTry.push(range)
      await keep({ trying: null })
      throw error
    }
    if (fault !== null) split(range, fault)
  }
  await keep({ trying: null })
  if (lines > 1 && found.length === lines && new Set(faults.map(faultClass)).size === 1) throw new OurFault(faults[0]!)
  if (found.length > 0) await tryControl()
  return found
}

const placesOf = ([from, to]: Range) => Array.from({ length: to - from }, (_, i) => from + i)
