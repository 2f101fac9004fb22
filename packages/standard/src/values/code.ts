import type { Run } from '../engine/run.ts'
import { type CodeItem, type CodeList, type CodeRepair, validOn } from '../lists/codelist.ts'
import { isOrganisationId, levelOne, organisationId } from '../lists/organisation.ts'
import { tooLong } from './checks.ts'
import { cleanText } from './text.ts'

const ruleOf: Readonly<Record<CodeRepair, string>> = {
  canonical: 'repair.code',
  leadingZero: 'repair.leadingZero',
  name: 'repair.codeName',
  hrCode: 'repair.hrCode',
}

/** Longer than any name that a code is written with. */
const longestName = 1000

/** One code against its list: known, else repaired where only one code can be meant, else kept as sent and marked. */
export function checkCode(run: Run, sent: unknown, list: CodeList, dated: boolean): unknown {
  if (typeof sent === 'string' && list.has(sent)) return dated ? checkValidity(run, sent, list.get(sent)!) : sent
  if (typeof sent !== 'string' && typeof sent !== 'number') return run.wrong('field.type', sent, { type: 'code' })
  if (typeof sent === 'string' && sent.length > longestName) return tooLong(run, sent, longestName)
  const text = typeof sent === 'number' ? `${sent}` : cleanText(run, sent, false)
  if (text === '') return null
  const repair = list.has(text) ? { code: text, how: 'canonical' as const } : list.repair(text)
  if (repair === null) return run.wrong('field.code', sent, { list: list.id }, list.offer(text) ?? undefined)
  if (repair.code !== text || typeof sent === 'number') run.repaired(ruleOf[repair.how], sent, repair.code)
  return dated ? checkValidity(run, repair.code, list.get(repair.code)!) : repair.code
}

/** A code that is not valid today: asks, and proposes the only successor. */
function checkValidity(run: Run, code: string, item: CodeItem): unknown {
  if (item.validTo === undefined && item.validFrom === undefined) return code
  if (validOn(item, run.today)) return code
  const facts = { date: run.today, from: item.validFrom ?? '', to: item.validTo ?? '', name: item.name }
  return run.wrong('field.codeDate', code, facts, item.successors?.length === 1 ? item.successors[0] : undefined)
}

/**
 * An organisation identifier: its form (QĐ 20/2020; the old form of QCVN 102:2016 is converted) and its first level
 * against the national lists. Lower levels are set by each body and not judged here.
 */
export function checkOrganisation(run: Run, sent: unknown, list: CodeList): unknown {
  if (typeof sent !== 'string') return run.wrong('field.type', sent, { type: 'code' })
  if (sent.length > longestName) return tooLong(run, sent, longestName)
  const text = isOrganisationId(sent) ? sent : cleanText(run, sent, false)
  if (text === '') return null
  const id = organisationId(text) ?? list.repair(text)?.code
  if (id === undefined) return run.wrong('field.organisation', sent, undefined, list.offer(text) ?? undefined)
  if (id !== text) run.repaired('repair.organisation', sent, id)
  const first = levelOne(id)
  const item = list.get(first)
  if (item === undefined) {
    run.tell('field.organisationUnknown', { sent, facts: { first } })
    return id
  }
  if (item.validTo === undefined || item.validTo >= run.today) return id
  const successor = item.successors?.length === 1 ? item.successors[0] : undefined
  run.tell('field.organisationClosed', {
    sent,
    facts: { first, name: item.name, to: item.validTo },
    ...(successor === undefined || id !== first ? {} : { repair: successor }),
  })
  return id
}

/** Several codes: an array; a single code or a text with separators becomes one, repetitions go. */
export function checkCodes(run: Run, sent: unknown, list: CodeList, dated: boolean): unknown {
  const field = run.field
  let codes: unknown = sent
  if (typeof sent === 'string' && sent.length > 100 * longestName) return tooLong(run, sent, 100 * longestName)
  if (typeof sent === 'string' || typeof sent === 'number') {
    codes = `${sent}`
      .split(/[,;|]/)
      .map((s) => s.trim())
      .filter((s) => s !== '')
    run.repaired('repair.list', sent, codes)
  }
  if (!Array.isArray(codes)) return run.wrong('field.type', sent, { type: 'codes' })
  if (codes.length > 100) return run.wrong('field.rows', sent, { rows: codes.length, max: 100 })
  const kept: unknown[] = []
  let same = codes === sent
  for (const [i, code] of codes.entries()) {
    run.row = i
    const one = checkCode(run, code, list, dated)
    if (one !== code) same = false
    if (one === null) continue
    if (kept.includes(one) && !run.isBad(`${field}[${i}]`)) {
      run.repaired('repair.repeated', code, null)
      same = false
    } else kept.push(one)
  }
  run.row = -1
  return same && kept.length === codes.length ? sent : kept
}
