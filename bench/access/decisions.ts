/** How long one decision about rights takes in the process: random subjects and intentions, each timed by itself. */
import { permit } from '../../packages/registry/src/access/index.ts'
import {
  at,
  intentionOf,
  randomOf,
  subjectOf,
  treeOf,
} from '../../packages/registry/src/access/policy/testing/world.ts'

export interface Decisions {
  readonly count: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly worstMs: number
}

/** A decision and the permit that it makes, `count` times; milliseconds. */
export function measureDecisions(count = 300_000): Decisions {
  const random = randomOf(7)
  const tree = treeOf()
  const subjects = Array.from({ length: 2_000 }, () => subjectOf(random))
  const intentions = Array.from({ length: 5_000 }, () => intentionOf(random))
  const times = new Float64Array(count)
  for (let n = -20_000; n < count; n++) {
    const subject = subjects[Math.floor(random() * subjects.length)]!
    const intention = intentions[Math.floor(random() * intentions.length)]!
    const start = performance.now()
    permit(subject, intention, tree, at)
    if (n >= 0) times[n] = performance.now() - start
  }
  times.sort()
  const share = (part: number) => Number(times[Math.min(count - 1, Math.floor(count * part))]!.toFixed(4))
  return { count, p50Ms: share(0.5), p99Ms: share(0.99), worstMs: share(1) }
}
