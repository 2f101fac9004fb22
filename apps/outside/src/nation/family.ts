/** Parents, spouse, children, brothers and sisters, as item 36 of the curriculum vitae form lists them. */
import { communeAt } from './communes.ts'
import { type Province, provinceByCode } from './data/provinces.ts'
import type { Dice } from './dice.ts'
import { type Citizen, fullName, type Gender, nameOf } from './person.ts'
import type { Row } from './studies.ts'

const oldTrades = [
  'Nông dân',
  'Nông dân',
  'Hưu trí',
  'Buôn bán',
  'Công nhân nghỉ hưu',
  'Giáo viên nghỉ hưu',
  'Bộ đội nghỉ hưu',
]
const trades = [
  'Giáo viên',
  'Công chức',
  'Công nhân',
  'Kinh doanh tự do',
  'Nông dân',
  'Bác sĩ',
  'Kỹ sư',
  'Nhân viên ngân hàng',
  'Bộ đội',
  'Lái xe',
]

const place = (province: Province, dice: Dice): string => {
  const commune = communeAt(province.code, dice)
  return `${commune.name.charAt(0).toLowerCase()}${commune.name.slice(1)}, ${province.full}`
}

const about = (home: string, trade: string): string => `${trade}; quê ${home}`

export interface Family {
  readonly own: Row[]
  readonly inLaws: Row[]
  /** Code of `tinh-trang-hon-nhan`. */
  readonly marriage: '1' | '2' | '3'
}

export function familyOf(person: Citizen, thisYear: number, dice: Dice): Family {
  const age = thisYear - person.birthYear
  const region = person.born
  const home = place(provinceByCode.get(person.home.province)!, dice)
  const parent = (relation: string, gender: Gender, birthYear: number, family: string | null, origin = home): Row => {
    const name = nameOf(dice, gender, birthYear, region, person.ethnic)
    const dead = thisYear - birthYear > 90 || (thisYear - birthYear > 65 && dice.chance(0.3))
    return {
      quanHe: relation,
      hoTen: fullName(family === null || person.ethnic === '12' ? name : { ...name, family }),
      namSinh: birthYear,
      thongTin: dead ? 'Đã mất' : about(origin, dice.pick(oldTrades)),
    }
  }
  const fatherYear = person.birthYear - dice.between(21, 38)
  const own: Row[] = [
    parent('03', '1', fatherYear, person.name.family),
    parent(
      '04',
      '2',
      Math.max(fatherYear - 3, Math.min(person.birthYear - 18, fatherYear + dice.between(-3, 6))),
      null,
    ),
  ]
  const inLaws: Row[] = []
  const married = age >= 24 && dice.chance(Math.min(0.93, (age - 22) / 12))
  const marriage = married ? (dice.chance(0.04) ? '3' : '2') : '1'
  let childFamily = person.name.family
  if (marriage === '2') {
    const gender: Gender = person.gender === '1' ? '2' : '1'
    const birthYear = Math.min(
      thisYear - 21,
      person.birthYear + (gender === '2' ? dice.between(-5, 1) : dice.between(-1, 5)),
    )
    const spouseHome = place(region, dice)
    const spouse = nameOf(dice, gender, birthYear, region, person.ethnic)
    own.push({
      quanHe: gender === '2' ? '05' : '06',
      hoTen: fullName(spouse),
      namSinh: birthYear,
      thongTin: about(spouseHome, dice.pick(trades)),
    })
    if (gender === '1') childFamily = spouse.family
    const father = birthYear - dice.between(22, 36)
    inLaws.push(
      parent('03', '1', father, spouse.family, spouseHome),
      parent('04', '2', Math.min(birthYear - 18, father + dice.between(-2, 5)), null, spouseHome),
    )
  }
  if (married) {
    // The mother's age bounds the births: no child before 21, none after 42.
    const eldest = person.birthYear + 25 + dice.int(6)
    const count = dice.chance(0.12) ? 1 : 2
    for (let k = 0, year = eldest; k < count && year < thisYear; k++, year += dice.between(2, 6)) {
      if (year - person.birthYear > 42) break
      const name = nameOf(dice, dice.chance(0.5) ? '1' : '2', year, region, person.ethnic)
      own.push({
        quanHe: '07',
        hoTen: fullName(person.ethnic === '12' ? name : { ...name, family: childFamily }),
        namSinh: year,
        thongTin: thisYear - year < 6 ? 'Còn nhỏ' : thisYear - year < 23 ? 'Học sinh, sinh viên' : dice.pick(trades),
      })
    }
  }
  const mother = own[1]!.namSinh as number
  for (let k = dice.int(3); k > 0; k--) {
    const gap = dice.between(2, 7)
    const older = dice.chance(0.5)
    const year = older ? person.birthYear - gap : person.birthYear + gap
    if (year < Math.max(mother, fatherYear) + 18 || year > mother + 45 || year > thisYear) continue
    const gender: Gender = dice.chance(0.5) ? '1' : '2'
    const name = nameOf(dice, gender, year, region, person.ethnic)
    own.push({
      quanHe: older ? (gender === '1' ? '08' : '09') : '10',
      hoTen: fullName(person.ethnic === '12' ? name : { ...name, family: person.name.family }),
      namSinh: year,
      thongTin: thisYear - year < 20 ? 'Sinh viên' : dice.pick(trades),
    })
  }
  return { own, inLaws, marriage }
}
