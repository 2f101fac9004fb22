import type { Edition, ValueDef } from '../edition/types.ts'
import type { CodeItem } from '../lists/codelist.ts'
import { nearestCodes } from '../lists/nearest.ts'
import type { Finding, Text } from '../model.ts'

/**
 * What a place of the record asks for, in words with an example, and what a value there is called: the part of a sentence
 * that tells a person how to write it right.
 */

type Language = keyof Text

const parts = /^([^.[]*)(?:\[(\d+)\])?(?:\.(.+))?$/

/** The definition of the value at a path, and the part where it is an address: of a field, a list's column, or its row. */
function defAt(path: string, edition: Edition): { def: ValueDef; part?: string; row?: boolean } | undefined {
  const [, id = '', row, rest] = parts.exec(path) ?? []
  const field = edition.byId.get(id)
  if (field === undefined || rest === undefined)
    return field && { def: field, row: row !== undefined && field.type === 'list' }
  const column = field.columns?.find((one) => one.id === rest)
  return column === undefined ? { def: field, part: rest } : { def: column }
}

const both = (vi: string, en: string): Text => ({ vi, en })

const addressForms: Readonly<Record<string, Text>> = {
  tinh: both('mã tỉnh 2 chữ số, ví dụ 01', 'the 2-digit code of the province, e.g. 01'),
  huyen: both('mã huyện 3 chữ số, ví dụ 001', 'the 3-digit code of the district, e.g. 001'),
  xa: both('mã xã 5 chữ số, ví dụ 00001', 'the 5-digit code of the commune, e.g. 00001'),
  chiTiet: both(
    'chữ, dài nhất 250 ký tự, ví dụ Số 1, phố Trấn Vũ',
    'text of at most 250 characters, e.g. Số 1, phố Trấn Vũ',
  ),
  phienBan: both(
    'truoc2025 (đơn vị hành chính đến 30/06/2025) hoặc sau2025 (từ 01/07/2025)',
    'truoc2025 (division to 30 June 2025) or sau2025 (from 1 July 2025)',
  ),
}

const wholeAddress = both(
  'tỉnh và xã ghi bằng mã, ví dụ tỉnh 01, xã 00001',
  'province and commune by their codes, e.g. province 01, commune 00001',
)
const aRow = both('một dòng gồm các cột của danh sách', 'a row with the columns of the list')
const aList = both(
  'danh sách các dòng, ghi ở trang tính riêng của danh sách',
  'a list of rows, on the sheet of that list',
)
const anAttachment = both(
  'sha256;loại;kích thước của tệp gửi riêng, ví dụ (64 chữ số thập lục phân);image/jpeg;204800',
  'sha256;type;size of the separate upload, e.g. (64 hexadecimal digits);image/jpeg;204800',
)
const aDate = both('ngày/tháng/năm, ví dụ 20/06/2023', 'day/month/year, e.g. 20/06/2023 (2023-06-20 in NDJSON)')
const aPartialDate = both(
  'ngày/tháng/năm, tháng/năm hoặc năm, ví dụ 15/03/1965, 03/1965 hoặc 1965',
  'day/month/year, month/year or a year, e.g. 15/03/1965, 03/1965 or 1965 (1965-03-15, 1965-03, 1965 in NDJSON)',
)
const anOrganisation = both(
  'mã định danh điện tử của cơ quan (QĐ 20/2020/QĐ-TTg), ví dụ H26.12',
  'the electronic identifier of the body (QĐ 20/2020/QĐ-TTg), e.g. H26.12',
)

/** A number as people write it: with a decimal comma in Vietnamese. */
const numberText = (n: number): Text => both(`${n}`.replace('.', ','), `${n}`)

function numberForm({ integer, min, max }: ValueDef): Text {
  const usual = (max ?? 0) > 1_000_000 ? 9_500_000 : integer ? 3 : 3.66
  const example = numberText(Math.min(Math.max(usual, min ?? usual), max ?? usual))
  const from = min === undefined ? null : numberText(min)
  const to = max === undefined ? null : numberText(max)
  const range = (lang: Language, words: readonly [string, string, string]) =>
    from && to
      ? ` ${words[0]} ${from[lang]} ${words[1]} ${to[lang]}`
      : from
        ? ` ${words[0]} ${from[lang]}`
        : to
          ? ` ${words[2]} ${to[lang]}`
          : ''
  return both(
    `một số${integer ? ' nguyên' : ''}${range('vi', ['từ', 'đến', 'không quá'])}, ví dụ ${example.vi}`,
    `a ${integer ? 'whole ' : ''}number${range('en', ['from', 'to', 'of at most'])}, e.g. ${example.en}`,
  )
}

function textForm({ form, example, maxLength = 4000 }: ValueDef): Text {
  if (form === undefined) return both(`chữ, dài nhất ${maxLength} ký tự`, `text of at most ${maxLength} characters`)
  return example === undefined ? form : both(`${form.vi}, ví dụ ${example}`, `${form.en}, e.g. ${example}`)
}

/** An item of a list as a person reads it: `01 – Kinh`. */
const itemText = (item: CodeItem) => `${item.canonical ?? item.code} – ${item.name}`

function codeForm(list: string, several: boolean, edition: Edition): Text {
  if (list === 'to-chuc') return anOrganisation
  const [first] = edition.codeList(list).items
  const example = first === undefined ? '' : itemText(first)
  return several
    ? both(
        `các mã của danh mục, cách nhau bởi dấu ; ví dụ ${example}`,
        `codes of the list with ; between them, e.g. ${example}`,
      )
    : both(`một mã của danh mục, ví dụ ${example}`, `a code of the list, e.g. ${example}`)
}

/** What the place asks for, as the end of a sentence: `10 hoặc 12 chữ số, ví dụ 0112345678`. */
export function expectedForm(path: string, lang: Language, edition: Edition): string {
  const at = defAt(path, edition)
  return at === undefined ? '' : formOf(at, edition)[lang]
}

function formOf({ def, part, row }: { def: ValueDef; part?: string; row?: boolean }, edition: Edition): Text {
  if (row === true) return aRow
  if (part !== undefined) return addressForms[part] ?? wholeAddress
  switch (def.type) {
    case 'string':
      return textForm(def)
    case 'number':
      return numberForm(def)
    case 'date':
      return aDate
    case 'partialDate':
      return aPartialDate
    case 'code':
      return codeForm(def.codeList!, (def as { multiple?: boolean }).multiple === true, edition)
    case 'address':
      return wholeAddress
    case 'attachment':
      return anAttachment
    case 'list':
      return aList
  }
}

/** The code list against which the value of a finding was judged. */
function listOf(finding: Finding, edition: Edition): string | undefined {
  const { facts } = finding
  const named = facts !== undefined && Object.hasOwn(facts, 'list') ? String(facts.list) : undefined
  const list = named ?? defAt(finding.path, edition)?.def.codeList
  return list?.split('|').every((id) => edition.codeListIds.includes(id)) ? list : undefined
}

const ask = both('Có phải: {items}?', 'Perhaps: {items}?')
const need = both('Cần {form}.', 'Needed: {form}.')

/** The codes that may have been meant, as a question; or what is needed, where nothing of the list is near. */
export function nearestText(finding: Finding, lang: Language, edition: Edition): string {
  const list = listOf(finding, edition)
  const within =
    finding.facts !== undefined && Object.hasOwn(finding.facts, 'tinh') ? String(finding.facts.tinh) : undefined
  const written = finding.facts?.first ?? finding.sent
  const near =
    list !== undefined && (typeof written === 'string' || typeof written === 'number')
      ? nearestCodes(edition.codeList(list), `${written}`, within)
      : []
  if (near.length > 0) return ask[lang].replace('{items}', near.map(itemText).join('; '))
  return need[lang].replace('{form}', expectedForm(finding.path, lang, edition))
}

/** Values longer than this are cut in a sentence. */
const shownLength = 80

const dayPattern = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/

/** A day as it is written in the language: `20/06/2023`, `06/2023`; other texts as they are. */
export function dayWords(text: string, lang: Language): string {
  const [, year, month, day] = lang === 'vi' && text.length > 4 ? (dayPattern.exec(text) ?? []) : []
  return year === undefined ? text : [day, month, year].filter((one) => one !== undefined).join('/')
}

/** A value in a sentence: codes with their names, dates as they are written, anything long cut short. */
export function valueText(value: unknown, path: string, lang: Language, edition: Edition): string {
  const at = defAt(path, edition)
  if (value === null || value === undefined) return lang === 'vi' ? '(trống)' : '(empty)'
  if (at?.def.type === 'address' && at.part === undefined && typeof value === 'object') return addressText(value, lang)
  if (Array.isArray(value))
    return value.map((one) => valueText(one, path.replace(/\[\d+\]$/, ''), lang, edition)).join('; ')
  const text =
    typeof value === 'string' ? value : typeof value === 'number' ? numberText(value)[lang] : JSON.stringify(value)
  const list = at === undefined || at.part !== undefined ? undefined : at.def.codeList
  const item = list === undefined || at?.def.type !== 'code' ? undefined : edition.codeList(list).get(text)
  if (item !== undefined) return itemText(item)
  if (at?.def.type === 'date' || at?.def.type === 'partialDate') return dayWords(text, lang)
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text
}

function addressText(value: object, lang: Language): string {
  const { tinh, xa, phienBan } = value as Record<string, unknown>
  const words = lang === 'vi' ? ['xã', 'tỉnh'] : ['commune', 'province']
  return `${words[0]} ${String(xa)}, ${words[1]} ${String(tinh)} (${String(phienBan)})`
}
