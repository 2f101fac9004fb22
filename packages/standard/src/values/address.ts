import type { Run } from '../engine/run.ts'
import type { CodeList } from '../lists/codelist.ts'
import { communeNamed, communes, convertCommune, firstNewDay, oldCommunes } from '../lists/communes.ts'
import { safeKey, tooLong } from './checks.ts'
import { checkCode } from './code.ts'
import { cleanText } from './text.ts'

const keys = ['tinh', 'huyen', 'xa', 'chiTiet', 'phienBan'] as const
type Key = (typeof keys)[number]
type Parts = { [key in Key]?: unknown }

const maxDetail = 250

/**
 * An address `{tinh, huyen?, xa, chiTiet?, phienBan}`. The division it is written in (`truoc2025`, `sau2025`) is taken
 * as stated; where it is left out it is filled in only if the commune code exists in one of the two alone. Old homes
 * keep their old codes; the address where somebody lives now is asked to follow, and a split commune asks for a human.
 */
export function checkAddress(
  run: Run,
  sent: unknown,
  provinces: { old: CodeList; new: CodeList },
  current: boolean,
): unknown {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    return run.wrong('field.type', sent, { type: 'address' })
  const address = shape(run, sent as Record<string, unknown>)
  edition(run, address)
  const isNew = address.phienBan === 'sau2025'
  place(run, address, isNew, isNew ? provinces.new : provinces.old)
  if (current && !isNew && run.today >= firstNewDay) follow(run, address)
  run.column = ''
  return sameAs(address, sent as Record<string, unknown>) ? sent : address
}

/** Known parts in their order, texts cleaned, codes as text with their zeros. */
function shape(run: Run, sent: Record<string, unknown>): Parts {
  const address: Parts = {}
  for (const key of keys) {
    const value = Object.hasOwn(sent, key) ? sent[key] : undefined
    run.column = key
    if (value === undefined || value === null || value === '') continue
    address[key] = part(run, key, value)
  }
  for (const key of Object.keys(sent)) {
    if (run.spent) break
    if ((keys as readonly string[]).includes(key)) continue
    run.column = ''
    run.tell('field.columnUnknown', { facts: { column: safeKey(key) } })
  }
  return address
}

const widths: { readonly [key in Key]?: number } = { tinh: 2, huyen: 3, xa: 5 }

function part(run: Run, key: Key, value: unknown): unknown {
  const width = widths[key]
  if (typeof value === 'number' && width !== undefined) {
    const code = `${value}`.padStart(width, '0')
    run.repaired('repair.leadingZero', value, code)
    return code
  }
  if (typeof value !== 'string') return run.wrong('field.type', value, { type: 'string' })
  if (value.length > 4 * maxDetail + 1000) return tooLong(run, value, maxDetail)
  const text = cleanText(run, value, false)
  if (key === 'chiTiet' && text.length > maxDetail)
    return run.wrong('field.length', text, { length: text.length, max: maxDetail })
  if (width !== undefined && /^\d+$/.test(text) && text.length < width) {
    run.repaired('repair.leadingZero', value, text.padStart(width, '0'))
    return text.padStart(width, '0')
  }
  return text
}

function edition(run: Run, address: Parts) {
  run.column = 'phienBan'
  if (address.phienBan === 'truoc2025' || address.phienBan === 'sau2025') return
  const xa = typeof address.xa === 'string' ? address.xa : ''
  const inNew = communes().has(xa)
  const inOld = oldCommunes().has(xa)
  const old = address.huyen !== undefined || run.today < firstNewDay
  const only = old ? 'truoc2025' : inNew === inOld ? null : inNew ? 'sau2025' : 'truoc2025'
  if (address.phienBan !== undefined || only === null) {
    address.phienBan = run.wrong('address.division', address.phienBan ?? null)
    return
  }
  run.repaired('repair.division', null, only)
  address.phienBan = only
}

function place(run: Run, address: Parts, isNew: boolean, provinces: CodeList) {
  run.column = 'tinh'
  if (address.tinh === undefined) run.tell('field.columnRequired')
  else if (typeof address.tinh === 'string' && !provinces.has(address.tinh))
    address.tinh = checkCode(run, address.tinh, provinces, false)
  const tinh = address.tinh
  run.column = 'xa'
  const xa = address.xa
  if (xa === undefined) return run.tell('field.columnRequired')
  if (typeof xa !== 'string') return
  const commune = isNew ? communes().get(xa) : oldCommunes().get(xa)
  if (commune === undefined) {
    const list = isNew ? 'xa-phuong-2025' : 'xa-phuong-truoc-2025'
    const inside = typeof tinh === 'string' && provinces.has(tinh) ? tinh : null
    const offered = inside === null ? null : communeNamed(list, inside, xa)
    return void run.wrong('field.code', xa, { list, ...(inside !== null && { tinh: inside }) }, offered ?? undefined)
  }
  if (isNew && run.today < firstNewDay) run.wrong('field.codeDate', xa, { date: run.today, from: firstNewDay })
  else if (typeof tinh === 'string' && commune.province !== tinh && provinces.has(tinh)) {
    const nameOf = (code: string) => provinces.get(code)?.name ?? code
    run.wrong('address.pair', xa, { xa: commune.name, tinh: nameOf(tinh), dung: nameOf(commune.province) })
  }
}

/** A present address still written in the old division: say where it lies now, or ask where it was split. */
function follow(run: Run, address: Parts) {
  run.column = ''
  if (typeof address.xa !== 'string' || run.isBad(`${run.field}.xa`)) return
  const to = convertCommune(address.xa)
  if (to.kind === 'one') {
    const { huyen: _, ...rest } = address
    const repair = { ...rest, tinh: to.tinh, xa: to.xa, phienBan: 'sau2025' }
    run.tell('address.old', { sent: address, repair, facts: { xa: communes().get(to.xa)?.name ?? to.xa } })
  } else if (to.kind === 'several') {
    const choices = to.choices.map((c) => `${c.xa} ${communes().get(c.xa)?.name ?? ''}`.trim())
    run.tell('address.split', { sent: address, facts: { count: choices.length, choices: choices.join('; ') } })
  }
}

/** True when nothing was changed, dropped or out of order. */
function sameAs(address: Parts, sent: Record<string, unknown>): boolean {
  const a = Object.keys(address)
  const b = Object.keys(sent)
  return a.length === b.length && a.every((key, i) => key === b[i] && address[key as Key] === sent[key])
}
