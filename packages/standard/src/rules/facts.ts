/**
 * What the rules know from the code lists, read once at load: salary tables behind the ranks, levels of degrees,
 * provinces behind the first digits of personal numbers, validity of codes. Look-ups by code; unknown codes say nothing.
 */

import type { CodeItem } from '../lists/codelist.ts'
import { codeListData } from '../lists/data.ts'

const itemsOf = (list: string): readonly CodeItem[] => codeListData.find((l) => l.id === list)?.items ?? []

const byCode = <T>(list: string, pick: (item: CodeItem) => T): ReadonlyMap<string, T> =>
  new Map(itemsOf(list).map((item) => [item.code, pick(item)]))

/** A table of Decree 204/2004: coefficients by step, and the months after which a step rises. */
export interface SalaryTable {
  readonly code: string
  readonly coefficients: readonly number[]
  readonly monthsPerStep: number
}

/** A rank of civil servants or a professional title of public employees. */
export interface Rank {
  readonly code: string
  readonly name: string
  readonly list: 'ngach' | 'cdnn'
  readonly table: SalaryTable | undefined
  /** A second table that was or becomes lawful for the rank, and when. */
  readonly also: { readonly table: SalaryTable; readonly from: string; readonly until: string } | undefined
  /** Class I–V of a professional title. */
  readonly hang: string | undefined
  /** Career step 1–5 from 1/7/2026 (Decree 232/2026). */
  readonly careerStep: number | undefined
}

const tables: ReadonlyMap<string, SalaryTable> = byCode('bang-luong-204', (i) => i as unknown as SalaryTable)

/** Ranks whose code list names "BANG4" only: each has its own column of table 4. */
const table4: Readonly<Record<string, string>> = {
  '01.006': 'BANG4.DM',
  '01.007': 'BANG4.KT',
  '01.008': 'BANG4.VT',
  '01.009': 'BANG4.PV',
  '01.010': 'BANG4.LX',
  '01.011': 'BANG4.BV',
}

/** Conversions of Decree 232/2026 Article 18: these tables go over into those, from 1/7/2026. */
const converted2026: Readonly<Record<string, string>> = { 'A2.2': 'A2.1', 'A3.2': 'A3.1' }

/** Those who could not yet meet the new class keep the old table for five years (TT 2/2021/TT-BNV Điều 14). */
const fiveYearsAfter = (day: string): string => `${Number(day.slice(0, 4)) + 5}${day.slice(4)}`

const secondTable = (item: CodeItem, list: 'ngach' | 'cdnn'): Rank['also'] => {
  const earlier = item.before as { salaryTable: string; validTo: string } | undefined
  const old = earlier && tables.get(earlier.salaryTable)
  if (earlier && old) return { table: old, from: '0', until: fiveYearsAfter(earlier.validTo) }
  const next = list === 'cdnn' ? tables.get(converted2026[String(item.salaryTable)] ?? '') : undefined
  return next && { table: next, from: '2026-07-01', until: '9' }
}

const rankFrom = (item: CodeItem, list: 'ngach' | 'cdnn'): Rank => ({
  code: item.canonical ?? item.code,
  name: item.name,
  list,
  table: tables.get(table4[item.code] ?? String(item.salaryTable)),
  also: secondTable(item, list),
  hang: typeof item.hang === 'string' ? item.hang : undefined,
  careerStep: typeof item.careerStep2026 === 'number' ? item.careerStep2026 : undefined,
})

const ranks = new Map<string, Rank>()
for (const item of itemsOf('ngach-cong-chuc')) ranks.set(item.code, rankFrom(item, 'ngach'))
for (const item of itemsOf('cdnn-vien-chuc')) {
  const rank = rankFrom(item, 'cdnn')
  ranks.set(item.code, rank)
  ranks.set(rank.code, rank)
}

/** The rank of a code in either written form. */
export const rankOf = (code: unknown): Rank | undefined => (typeof code === 'string' ? ranks.get(code) : undefined)

const secondOn = (rank: Rank, on: string): SalaryTable | undefined =>
  rank.also !== undefined && on >= rank.also.from && on <= rank.also.until ? rank.also.table : undefined

const near = (a: number | undefined, b: number): boolean => a !== undefined && Math.abs(a - b) < 0.005

/** The coefficient is that of the step, in a table that is lawful for the rank on that day. */
export const matchesTable = (rank: Rank, step: number, coefficient: number, on: string): boolean =>
  near(rank.table?.coefficients[step - 1], coefficient) || near(secondOn(rank, on)?.coefficients[step - 1], coefficient)

/** The one lawful coefficient of a step; undefined when two tables are lawful on that day. */
export const coefficientAt = (rank: Rank, step: number, on: string): number | undefined =>
  secondOn(rank, on) === undefined ? rank.table?.coefficients[step - 1] : undefined

/** The last step of the rank (of the longer table when two are lawful). */
export const lastStep = (rank: Rank, on: string): number =>
  Math.max(rank.table?.coefficients.length ?? 0, secondOn(rank, on)?.coefficients.length ?? 0)

/** Whole months between two steps: 36 for classes A, 24 for B, C and table 4. */
export const monthsPerStep = (rank: Rank): number => rank.table?.monthsPerStep ?? 36

const rankNumber = (item: CodeItem): number => (typeof item.rank === 'number' ? item.rank : 0)
const degrees = byCode('trinh-do-chuyen-mon', rankNumber)
const politics = byCode('ly-luan-chinh-tri', rankNumber)

/** How high a degree stands (10 doctor of science … 3 below secondary; 0 not determined or unknown). */
export const degreeRank = (code: unknown): number => degrees.get(code as string) ?? 0

/** How high a political-theory level stands (4 bachelor … 1 elementary, 0 none). */
export const politicsRank = (code: unknown): number => politics.get(code as string) ?? 0

/** A province of the 63, and the one of the 34 that it went into. */
export interface Province {
  readonly code: string
  readonly name: string
  readonly mergedInto: string
}

/** Provinces by the first three digits of personal numbers (as a number; the first digit is 0). */
export const provinceByPrefix: readonly (Province | undefined)[] = (() => {
  const found: (Province | undefined)[] = new Array(100).fill(undefined)
  for (const item of itemsOf('tinh-63')) {
    found[Number(item.cccdCode)] = { code: item.code, name: item.name, mergedInto: String(item.mergedInto) }
  }
  return found
})()

/** Last day on which a disciplinary form could be decided; '' while it is in force. */
const formEnds = byCode('ky-luat', (i) => i.validTo ?? '')
export const disciplineEnds = (code: unknown): string => formEnds.get(code as string) ?? ''

/** Name of an administrative form of discipline; undefined for forms of the Party and unknown codes. */
const forms = byCode('ky-luat', (i) => i.name)
export const disciplineName = (code: unknown): string | undefined => forms.get(code as string)

const partyForms = byCode('ky-luat-dang', (i) => i.name)
export const partyDisciplineName = (code: unknown): string | undefined => partyForms.get(code as string)

/** Categories to which a code of a list applies; undefined when the list does not say. */
const categories = (item: CodeItem): readonly string[] | undefined => item.appliesTo as readonly string[] | undefined
const contracts = byCode('loai-hop-dong', categories)
const recruitments = byCode('hinh-thuc-tuyen-dung', categories)
export const contractCategories = (code: unknown): readonly string[] | undefined => contracts.get(code as string)
export const recruitmentCategories = (code: unknown): readonly string[] | undefined => recruitments.get(code as string)

/** True for the states in which a person is still in service. */
const active = byCode('trang-thai-cong-tac', (i) => i.active === true)
export const inService = (state: unknown): boolean => active.get(state as string) === true
export const leftService = (state: unknown): boolean => active.get(state as string) === false

/** Form in which an allowance is paid: percent, coefficient or amount; undefined when not settled. */
const allowances = byCode('loai-phu-cap', (i) => i.form as string | null | undefined)
export const allowanceForm = (code: unknown): string | undefined => allowances.get(code as string) ?? undefined

/** Positions of public employees from 1/7/2026 with their lowest and highest career step. */
export interface Position {
  readonly kind: string
  readonly minStep: number | undefined
  readonly maxStep: number | undefined
}
const positions = byCode(
  'vi-tri-viec-lam-vien-chuc',
  (i): Position => ({
    kind: String(i.kind),
    minStep: typeof i.minStep === 'number' ? i.minStep : undefined,
    maxStep: typeof i.maxStep === 'number' ? i.maxStep : undefined,
  }),
)
export const positionOf = (code: unknown): Position | undefined => positions.get(code as string)

const posts = byCode('chuc-vu', (i) => i.name)
/** Name of a leading post; undefined for `00` and unknown codes. */
export const postName = (code: unknown): string | undefined => (code === '00' ? undefined : posts.get(code as string))

/** Base salaries, newest first. */
const baseSalaries = itemsOf('luong-co-so')
  .map((i) => ({ from: i.validFrom ?? '', amount: Number(i.amount) }))
  .toSorted((a, b) => (a.from < b.from ? 1 : -1))

/** Base salary (đồng a month) on a day; the oldest known one before 1/7/2018. */
export const baseSalary = (on: string): number => {
  for (const b of baseSalaries) if (on >= b.from) return b.amount
  return baseSalaries.at(-1)?.amount ?? 0
}
