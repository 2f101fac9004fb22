/**
 * A citizen: who a person is before any office. Officials are the first citizens, in the order of people; everyone else
 * comes after them. All of it follows from the index.
 */
import { addMonths, type Day, day, daysInMonth, parseDay, partsOf } from './calendar.ts'
import { type Commune, communeAt } from './communes.ts'
import { type Job, jobs } from './data/jobs.ts'
import type { Post } from './data/kinds.ts'
import { edeFamilies, edeGiven, generations, givenNames, groupSurnames, middleNames, surnames } from './data/names.ts'
import { type Province, provinceByCode, provinces } from './data/provinces.ts'
import { Dice, mix, weighted } from './dice.ts'
import { insuranceNumber, MILLIONS, oldNumber, personalNumber, yearResidue } from './numbering.ts'
import type { Place, Units } from './units.ts'

export type Gender = '1' | '2'

export interface Name {
  readonly family: string
  readonly middle: string
  readonly given: string
}

/** `Nguyễn Thị Thu Hà`. */
export const fullName = (name: Name): string =>
  name.middle ? `${name.family} ${name.middle} ${name.given}` : `${name.family} ${name.given}`

export interface Citizen {
  readonly index: number
  readonly soDinhDanh: string
  readonly soCmnd: string
  readonly soBhxh: string
  readonly name: Name
  readonly gender: Gender
  readonly birth: Day
  readonly birthYear: number
  /** Province of birth registration. */
  readonly born: Province
  readonly home: Commune
  readonly lives: Commune
  readonly ethnic: string
  readonly religion: string
}

/** What an official does, and where. */
export interface Office {
  readonly place: Place
  readonly job: Job
  readonly post: Post | null
  /** 0 for the head, 1 for the next … -1 without a post. */
  readonly category: 'CB' | 'CC' | 'VC' | 'HD'
}

const provincesByPeople = weighted(provinces.map((p) => [p, p.people] as const))
const religions = weighted([
  ['00', 90],
  ['01', 4],
  ['02', 4.2],
  ['03', 0.8],
  ['05', 0.6],
  ['04', 0.4],
] as const)
const OFFICIAL = 1
const CITIZEN = 2
const OFFICE = 3

/** The office of official i: job by chance among the staff of the unit's kind, post by rank. */
export function officeOf(units: Units, seed: number, index: number): Office {
  const place = units.place(index)
  const kind = units.kind(place.unit)
  let post: Post | null = null
  let first = 0
  for (const candidate of kind.posts) {
    const count = candidate.count(place.size)
    if (place.rank < first + count) {
      post = candidate
      break
    }
    first += count
    // Leaders are never more than about a third of the staff.
    if (first > place.size * 0.4) break
  }
  const dice = new Dice(mix(seed, OFFICE, index))
  let job = jobs.get(dice.draw(kind.staff))!
  // Whoever leads came from the main profession of the unit.
  if (post && (job.category === 'HD' || job.ladder[0]?.[2] !== 'A1'))
    job = jobs.get(kind.staff.items.find((id) => jobs.get(id)!.ladder[0]?.[2] === 'A1')!)!
  return { place, job, post, category: post?.elected ? 'CB' : job.category }
}

export function nameOf(dice: Dice, gender: Gender, birthYear: number, province: Province, ethnic: string): Name {
  if (ethnic === '12') {
    return gender === '1'
      ? { family: 'Y', middle: dice.pick(edeGiven['1']), given: dice.pick(edeFamilies) }
      : { family: dice.pick(edeGiven['2']), middle: '', given: dice.pick(edeFamilies) }
  }
  let generation = 0
  while (generation < 2 && birthYear >= generations[generation + 1]!) generation++
  // A generation has no edge: three years to either side.
  if (dice.chance(0.2)) generation = Math.min(2, Math.max(0, generation + (dice.chance(0.5) ? 1 : -1)))
  const family = dice.draw(groupSurnames[ethnic] ?? surnames[province.region])
  let middle = dice.draw(middleNames[gender][generation]!)
  let given = dice.draw(givenNames[gender][generation]!)
  while (middle.endsWith(given)) given = dice.draw(givenNames[gender][generation]!)
  if (dice.chance(0.04)) middle = ''
  return { family, middle, given }
}

/** Makes citizens of one nation. */
export class People {
  readonly units: Units
  readonly people: number
  readonly citizens: number
  readonly seed: number
  readonly today: Day

  constructor(units: Units, people: number, seed: number, today: string) {
    this.units = units
    this.people = people
    this.seed = seed
    this.today = parseDay(today)
    this.citizens = Math.min(MILLIONS * 1_000_000, people * 2 + 1000)
    if (this.citizens < people * 2) throw new RangeError(`at most ${(MILLIONS * 1_000_000) / 2} people`)
  }

  office(index: number): Office {
    return officeOf(this.units, this.seed, index)
  }

  /** Citizen `index`; throws RangeError where there is none. */
  citizen(index: number): Citizen {
    if (!Number.isInteger(index) || index < 0 || index >= this.citizens) throw new RangeError(`no citizen ${index}`)
    return index < this.people ? this.#official(index, this.office(index)) : this.#anyone(index)
  }

  /** The citizen behind an office that is already known. */
  citizenOf(index: number, office: Office): Citizen {
    return this.#official(index, office)
  }

  #official(index: number, office: Office): Citizen {
    const dice = new Dice(mix(this.seed, OFFICIAL, index))
    const gender: Gender = dice.chance(office.post ? office.job.women * 0.75 : office.job.women) ? '2' : '1'
    const thisYear = partsOf(this.today).year
    // The youngest have just finished their studies, the oldest are a year from the age of retirement (NĐ 135/2020).
    const oldest = gender === '1' ? 59 : 54
    const rank = office.post ? (office.place.rank === 0 ? 44 : 36) : 19 + office.job.years
    const youngest = Math.max(rank, 18 + office.job.years + 1)
    const age = Math.round(youngest + (oldest - youngest) * (0.5 + 0.21 * dice.normal()))
    const place = this.units.province(office.place.unit)
    const from = place && dice.chance(0.86) ? place : dice.draw(provincesByPeople)
    return this.#person(
      index,
      dice,
      gender,
      thisYear - Math.min(oldest, Math.max(youngest, age)),
      thisYear - oldest,
      thisYear - youngest,
      from,
      place ?? from,
    )
  }

  #anyone(index: number): Citizen {
    const dice = new Dice(mix(this.seed, CITIZEN, index))
    const gender: Gender = dice.chance(0.5) ? '2' : '1'
    const thisYear = partsOf(this.today).year
    const year = thisYear - Math.min(95, Math.floor(dice.next() * 60 + dice.next() * 36))
    const from = dice.draw(provincesByPeople)
    const person = this.#person(
      index,
      dice,
      gender,
      year,
      thisYear - 95,
      thisYear - 1,
      from,
      dice.chance(0.8) ? from : dice.draw(provincesByPeople),
    )
    // Two people with one name and one birthday: some citizens are the namesake of an official.
    if (mix(this.seed, 51, index) % 400 !== 0) return person
    for (let attempt = 0; attempt < 40; attempt++) {
      const twin = this.citizen(mix(this.seed, 52 + attempt, index) % this.people)
      if (twin.birthYear % MILLIONS !== yearResidue(this.seed, index)) continue
      return {
        ...person,
        name: twin.name,
        gender: twin.gender,
        birth: twin.birth,
        birthYear: twin.birthYear,
        ethnic: twin.ethnic,
        soDinhDanh: personalNumber(this.seed, index, person.born.code, twin.birthYear, twin.gender),
      }
    }
    return person
  }

  #person(
    index: number,
    dice: Dice,
    gender: Gender,
    wanted: number,
    earliest: number,
    latest: number,
    from: Province,
    livesIn: Province,
  ): Citizen {
    const residue = yearResidue(this.seed, index)
    let birthYear = wanted - (wanted % MILLIONS) + residue
    if (birthYear - wanted > MILLIONS / 2) birthYear -= MILLIONS
    if (wanted - birthYear > MILLIONS / 2) birthYear += MILLIONS
    while (birthYear > latest) birthYear -= MILLIONS
    while (birthYear < earliest) birthYear += MILLIONS
    const month = dice.between(1, 12)
    let birth = day(birthYear, month, dice.between(1, daysInMonth(birthYear, month)))
    if (birth >= this.today) birth = day(birthYear, 1, 1)
    const born = from
    let ethnic = '01'
    let chance = dice.next() * 100
    for (const [group, share] of from.groups) {
      if (chance < share) {
        ethnic = group
        break
      }
      chance -= share
    }
    const home = communeAt((dice.chance(0.9) ? from : dice.draw(provincesByPeople)).code, dice)
    return {
      index,
      soDinhDanh: personalNumber(this.seed, index, born.code, birthYear, gender),
      soCmnd: oldNumber(this.seed, index),
      soBhxh: insuranceNumber(this.seed, index, livesIn.code),
      name: nameOf(dice, gender, birthYear, from, ethnic),
      gender,
      birth,
      birthYear,
      born,
      home,
      lives: communeAt(livesIn.code, dice),
      ethnic,
      religion: dice.draw(religions),
    }
  }
}

/** Age in months at which a person of this birth may retire under ordinary conditions (NĐ 135/2020, Đ4). */
export function retirementMonths(gender: Gender, birth: Day): number {
  for (let year = 2021; ; year++) {
    const months =
      gender === '1' ? Math.min(62 * 12, 60 * 12 + 3 * (year - 2020)) : Math.min(60 * 12, 55 * 12 + 4 * (year - 2020))
    if (partsOf(addMonths(birth, months)).year <= year) return months
  }
}

export const provinceNamed = (code: string): Province => provinceByCode.get(code)!
