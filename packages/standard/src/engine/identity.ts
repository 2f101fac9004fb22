import type { Roles } from '../edition/types.ts'
import type { CodeList } from '../lists/codelist.ts'
import { isOrganisationId } from '../lists/organisation.ts'
import type { Values } from '../model.ts'
import { nameKey } from '../text/names.ts'
import { type Check, longestToken } from '../values/checks.ts'
import { cleanText, formatText } from '../values/text.ts'
import type { Run } from './run.ts'
import { isUnstated } from './stated.ts'

/** Who a record is about and where it belongs, as far as its own values say. */
export interface Key {
  /** Valid 12 digits, else null. */
  readonly soDinhDanh: string | null
  readonly hoTen: string | null
  /** `nameKey` of the name; '' without one. */
  readonly nameKey: string
  readonly ngaySinh: string | null
  readonly coQuanSuDung: string | null
  readonly coQuanQuanLy: string | null
  readonly loaiDoiTuong: string | null
}

const twelve = /^\d{12}$/

/** The personal number on its own: digits as text; judged in `settleNumber`, with the rest of the record as evidence. */
export const numberField: Check = (run, value) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return `${value}`
  if (typeof value !== 'string') return value
  if (twelve.test(value) || value.length > longestToken) return value
  return formatText(run, cleanText(run, value, false), 'personalNumber')
}

/**
 * Settles the personal number with evidence from the same record: lost leading zeros come back, and a 9-digit card
 * number changes places with a 12-digit one, only where birth year, century and sex agree. Otherwise it blocks: without
 * the number it is not known whose record this is.
 * @returns changed values, or null.
 */
export function settleNumber(
  run: Run,
  values: Values,
  sent: unknown,
  roles: Roles,
  provinces: CodeList,
): Values | null {
  const { number, paper } = roles
  const value = values[number]
  run.field = number
  run.row = -1
  run.column = ''
  if (value === undefined || value === null || value === '' || isUnstated(value)) {
    run.tell('who.numberMissing')
    return null
  }
  if (typeof value === 'string' && twelve.test(value)) {
    if (typeof sent === 'number') run.repaired('repair.text', sent, value)
    return null
  }
  if (typeof value === 'string' && /^\d{10,11}$/.test(value)) {
    const whole = value.padStart(12, '0')
    if (agrees(whole, values, roles, provinces)) {
      run.repaired('repair.leadingZero', sent, whole)
      return { [number]: whole }
    }
  }
  if (typeof value === 'string' && /^\d{9}$/.test(value)) {
    const other = paper === undefined ? undefined : values[paper]
    if (
      paper !== undefined &&
      typeof other === 'string' &&
      twelve.test(other) &&
      agrees(other, values, roles, provinces)
    ) {
      run.repaired('repair.swapped', value, other)
      return { [number]: other, [paper]: value }
    }
    run.wrong('who.oldNumber', value)
    return null
  }
  run.wrong('who.number', value)
  return null
}

/**
 * Settles digits that may have lost their leading zeros with evidence from the same record: the other field holds the very
 * same digits. Without it they stay as sent and ask; a proposal is made where nothing contradicts it.
 * @returns the values, changed where zeros came back.
 */
export function settleZeros(run: Run, values: Values): Values {
  const settled: Values = { ...values }
  run.row = -1
  run.column = ''
  for (const { field, kept, text, zeros } of run.late ?? []) {
    run.field = field
    const whole = zeros.find(
      ({ on, as, digits }) =>
        on === 'same' && as !== undefined && settled[as] === text.padStart(digits, '0') && !run.isBad(as),
    )
    if (whole !== undefined) {
      settled[field] = text.padStart(whole.digits, '0')
      run.repaired('repair.leadingZero', kept, settled[field])
      continue
    }
    const offered = zeros.find(
      ({ on, as, digits }) =>
        digits === text.length + 1 && (on === 'ask' || (on === 'same' && as !== undefined && !isStated(settled[as]))),
    )
    run.wrong('field.pattern', kept, undefined, offered && `0${text}`)
  }
  return settled
}

/** True when number and record agree in province of registration, birth year, century, and sex where it is stated. */
function agrees(number: string, values: Values, roles: Roles, provinces: CodeList): boolean {
  const birth = values[roles.birth]
  if (typeof birth !== 'string' || !/^\d{4}/.test(birth)) return false
  const sex = roles.sex === undefined ? undefined : values[roles.sex]
  const century = (Number(birth.slice(0, 2)) - 19) * 2
  const digit = Number(number[3])
  const fits = sex === '1' ? digit === century : sex === '2' ? digit === century + 1 : digit >> 1 === century >> 1
  return fits && number.slice(4, 6) === birth.slice(2, 4) && number[0] === '0' && provinces.has(number.slice(1, 3))
}

/** Name and body: what is missing or unreadable here blocks. */
export function settleNameAndBody(run: Run, merged: Values, roles: Roles) {
  run.row = -1
  run.column = ''
  run.field = roles.name
  if (!isStated(merged[roles.name])) run.tell('who.nameMissing')
  else if (run.isBad(roles.name)) run.tell('who.name')
  const unit = merged[roles.unit]
  const manager = merged[roles.manager]
  run.field = roles.unit
  if (!isStated(unit) && !isStated(manager)) run.tell('where.missing')
  else if (bodyId(unit) === null && bodyId(manager) === null) run.tell('where.unreadable')
}

const isStated = (value: unknown) => value !== undefined && value !== null && value !== '' && !isUnstated(value)

const bodyId = (value: unknown) => (typeof value === 'string' && isOrganisationId(value) ? value : null)

const good = (run: Run, values: Values, id: string) => {
  const value = values[id]
  return typeof value === 'string' && !run.isBad(id) ? value : null
}

/** The key of the merged record; call after everything is settled. */
export function keyOf(run: Run, merged: Values, roles: Roles): Key {
  const hoTen = good(run, merged, roles.name)
  const number = merged[roles.number]
  return {
    soDinhDanh: typeof number === 'string' && twelve.test(number) ? number : null,
    hoTen,
    nameKey: hoTen === null ? '' : nameKey(hoTen),
    ngaySinh: good(run, merged, roles.birth),
    coQuanSuDung: bodyId(merged[roles.unit]),
    coQuanQuanLy: bodyId(merged[roles.manager]),
    loaiDoiTuong: good(run, merged, roles.category),
  }
}
