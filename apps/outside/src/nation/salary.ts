/**
 * A working life in pay: steps every 36 or 24 months (a few of them early), promotion to the next grade at the nearest
 * step not below the old coefficient, and the seniority allowance above the last step (NĐ 204/2004; TT 08/2013; TT 04/2005).
 */
import { addMonths, type Day } from './calendar.ts'
import { type Grade, salaryTables } from './data/jobs.ts'
import type { Dice } from './dice.ts'

export interface SalaryStep {
  readonly from: Day
  readonly grade: Grade
  /** Step (bậc), from 1. */
  readonly step: number
  readonly coefficient: number
}

export interface Salary {
  readonly steps: readonly SalaryStep[]
  /** When the present grade was conferred; null while on probation. */
  readonly graded: Day | null
  /** Allowance above the frame in percent, and since when; null below the last step or before its time. */
  readonly above: { readonly percent: number; readonly since: Day } | null
}

export function coefficient(grade: Grade, step: number): number {
  const [first, difference] = salaryTables[grade[2]]
  return Math.round((first + difference * (step - 1)) * 100) / 100
}

/**
 * Pay from `hired` to `today`. `promotions[k]` is the day on which ladder grade k + 1 is conferred, in order; days after
 * today are ignored.
 */
export function salaryOf(
  ladder: readonly Grade[],
  hired: Day,
  today: Day,
  promotions: readonly Day[],
  dice: Dice,
): Salary {
  let level = 0
  let grade = ladder[0]!
  let step = 1
  const probation = addMonths(hired, grade[2] === 'A1' ? 12 : 6)
  let graded: Day | null = probation <= today ? probation : null
  const steps: SalaryStep[] = [{ from: hired, grade, step, coefficient: coefficient(grade, 1) }]
  let from = probation
  let above: Salary['above'] = null
  for (;;) {
    const [, , last, months] = salaryTables[grade[2]]
    const promotion = promotions[level]
    const early = dice.chance(0.04) && step < last ? (months === 36 ? 12 : 6) : 0
    const next = addMonths(from, months - early)
    if (promotion !== undefined && ladder[level + 1] && promotion < next && promotion > from && promotion <= today) {
      const old = coefficient(grade, step)
      grade = ladder[++level]!
      step = 1
      while (step < salaryTables[grade[2]][2] && coefficient(grade, step) < old) step++
      graded = from = promotion
      steps.push({ from, grade, step, coefficient: coefficient(grade, step) })
      continue
    }
    if (next > today) break
    if (step === last) {
      let percent = 5
      let since = next
      while (addMonths(since, 12) <= today) {
        since = addMonths(since, 12)
        percent++
      }
      above = { percent, since }
      break
    }
    step++
    from = next
    steps.push({ from, grade, step, coefficient: coefficient(grade, step) })
  }
  return { steps, graded, above }
}
