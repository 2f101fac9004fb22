/**
 * What the population register holds about a citizen: the truth, except where life is untidy. Dates known by the year
 * alone, people who died, names that changed or were keyed with the other placement of the tone mark, a day that slipped.
 */
import { type Day, partsOf } from '../nation/calendar.ts'
import { Dice, mix } from '../nation/dice.ts'
import type { Citizen, Name, Nation } from '../nation/index.ts'

export interface Registered {
  readonly index: number
  readonly name: Name
  /** `yyyymmdd`, or `yyyy` where only the year is known. */
  readonly birth: string
  /** Day of death, or null. */
  readonly died: Day | null
  readonly oddity: 'none' | 'yearOnly' | 'deceased' | 'nameChanged' | 'toneMark' | 'slippedDay'
}

const ODD = 81

/** `hòa` ↔ `hoà`, `thủy` ↔ `thuỷ`: the same syllables with the tone mark on the other vowel. */
const toneMoves: readonly (readonly [RegExp, string])[] = [
  ['oà', 'òa'],
  ['oá', 'óa'],
  ['oả', 'ỏa'],
  ['oã', 'õa'],
  ['oạ', 'ọa'],
  ['uỳ', 'ùy'],
  ['uý', 'úy'],
  ['uỷ', 'ủy'],
  ['uỹ', 'ũy'],
  ['uỵ', 'ụy'],
  ['oè', 'òe'],
  ['oé', 'óe'],
  ['oẻ', 'ỏe'],
  ['oẽ', 'õe'],
  ['oẹ', 'ọe'],
].map(([newer, older]) => [new RegExp(`(?<!q)${older!}(?![a-zà-ỹ])`), newer!] as const)

export function moveTone(text: string): string {
  for (const [older, newer] of toneMoves) if (older.test(text)) return text.replace(older, newer)
  return text
}

const written = (birth: Day): string => {
  const at = partsOf(birth)
  return `${at.year}${String(at.month).padStart(2, '0')}${String(at.day).padStart(2, '0')}`
}

/** The entry of citizen `index`; `rate` scales how untidy life is (1 as usual, 0 for none). */
export function registered(nation: Nation, index: number, rate: number): Registered {
  const citizen: Citizen = nation.citizen(index)
  const birth = written(citizen.birth)
  const plain: Registered = { index, name: citizen.name, birth, died: null, oddity: 'none' }
  if (rate === 0) return plain
  const dice = new Dice(mix(nation.seed, ODD, index))
  const official = index < nation.people
  const chance = dice.next() / rate
  const old = citizen.birthYear < 1955
  const yearOnly = old ? 0.06 : 0.0015
  const deceased = yearOnly + (official ? 0.0002 : old ? 0.3 : 0.02)
  const changed = deceased + 0.0025
  const slipped = changed + 0.001
  const tone = slipped + 0.04
  if (chance < yearOnly) return { ...plain, birth: String(citizen.birthYear), oddity: 'yearOnly' }
  if (chance < deceased) {
    const day = Math.max(citizen.birth + 1, Math.floor(Date.parse(nation.today) / 86_400_000) - dice.between(20, 2500))
    return { ...plain, died: day, oddity: 'deceased' }
  }
  if (chance < changed) {
    const middle = dice.pick(['Minh', 'Ngọc', 'Thanh', 'An', 'Hoàng'])
    return {
      ...plain,
      name: { ...citizen.name, middle: middle === citizen.name.middle ? 'Gia' : middle },
      oddity: 'nameChanged',
    }
  }
  if (chance < slipped) {
    const at = partsOf(citizen.birth)
    const day = at.day > 14 ? at.day - 10 : at.day + 10
    return { ...plain, birth: birth.slice(0, 6) + String(day).padStart(2, '0'), oddity: 'slippedDay' }
  }
  if (chance < tone) {
    const name = {
      family: citizen.name.family,
      middle: moveTone(citizen.name.middle),
      given: moveTone(citizen.name.given),
    }
    if (name.middle !== citizen.name.middle || name.given !== citizen.name.given)
      return { ...plain, name, oddity: 'toneMark' }
  }
  return plain
}
