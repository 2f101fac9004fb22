/** Studies before and during service: the first diploma, the higher ones, and the shorter courses that rank and post ask for. */
import { addMonths, type Day, day, isoMonth, partsOf } from './calendar.ts'
import type { Job } from './data/jobs.ts'
import type { Dice } from './dice.ts'

export type Row = { [column: string]: string | number }

export interface Studies {
  readonly rows: Row[]
  /** Highest degree: code of `trinh-do-chuyen-mon`, and its field of study. */
  readonly degree: string
  readonly major: string
}

const firstDegree = (job: Job): string =>
  job.study === 'DH' ? (job.years === 5 && job.id === 'kySu' ? '05' : '04') : job.study === 'CD' ? '06' : '07'

/** First diploma from September of `start` on, then, with the given wishes, a master's (or specialist's) degree and a doctorate. */
export function studiesOf(
  job: Job,
  start: number,
  hired: Day,
  today: Day,
  wish: { master: boolean; doctor: boolean },
  dice: Dice,
): Studies {
  const major = dice.pick(job.majors)
  let degree = firstDegree(job)
  const rows: Row[] = [
    {
      tuNgay: `${start}-09`,
      denNgay: `${start + job.years}-06`,
      coSoDaoTao: dice.pick(job.schools),
      chuyenNganh: major,
      hinhThuc: '00',
      vanBang: degree,
    },
  ]
  const higher = (code: string, after: Day, years: number): Day | null => {
    const begin = day(partsOf(after).year + 1, 9, 1)
    const end = addMonths(begin, years * 12 - 2)
    if (end > addMonths(today, -2)) return null
    degree = code
    rows.push({
      tuNgay: isoMonth(begin),
      denNgay: isoMonth(end),
      coSoDaoTao: dice.pick(job.schools),
      chuyenNganh: major,
      hinhThuc: dice.chance(0.6) ? '00' : 'VHVL',
      vanBang: code,
    })
    return end
  }
  if (wish.master) {
    const end = higher(job.id === 'bacSi' ? '11' : '03', addMonths(hired, 12 * dice.between(1, 6)), 2)
    if (end && wish.doctor && job.id !== 'bacSi') higher('02', addMonths(end, 12 * dice.between(1, 3)), 4)
  }
  return { rows, degree, major }
}

/** A course of so many months at a random time of service, or null where there was no time for it. */
export function course(from: Day, today: Day, months: number, dice: Dice): { tuNgay: string; denNgay: string } | null {
  const last = addMonths(today, -months - 1)
  if (last <= from) return null
  const begin = from + dice.int(last - from)
  return { tuNgay: isoMonth(begin), denNgay: isoMonth(addMonths(begin, months)) }
}
