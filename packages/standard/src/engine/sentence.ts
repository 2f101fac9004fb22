import type { Edition, FieldDef, RuleInfo } from '../edition/types.ts'
import type { Finding } from '../model.ts'

type Language = 'vi' | 'en'

const byEdition = new WeakMap<Edition, ReadonlyMap<string, RuleInfo>>()

function ruleOf(id: string, edition: Edition): RuleInfo | undefined {
  let rules = byEdition.get(edition)
  if (rules === undefined) {
    rules = new Map(edition.rules.map((rule) => [rule.id, rule]))
    byEdition.set(edition, rules)
  }
  return rules.get(id)
}

const parts = /^([^.[]*)(?:\[(\d+)\])?(?:\.(.+))?$/
const rowWord = { vi: 'dòng', en: 'row' }
const addressParts: Readonly<Record<string, { vi: string; en: string }>> = {
  tinh: { vi: 'tỉnh', en: 'province' },
  huyen: { vi: 'huyện', en: 'district' },
  xa: { vi: 'xã, phường', en: 'commune' },
  chiTiet: { vi: 'chi tiết', en: 'detail' },
  phienBan: { vi: 'phiên bản địa chỉ', en: 'address division' },
}

/** The place of a finding in words: "Quá trình lương, dòng 3, Hệ số lương". */
export function placeOf(path: string, lang: Language, edition: Edition): string {
  if (path === '') return lang === 'vi' ? 'Hồ sơ' : 'Record'
  const [, id = '', row, column] = parts.exec(path) ?? []
  const field: FieldDef | undefined = edition.byId.get(id)
  if (field === undefined) return path
  const words = [field.label[lang]]
  if (row !== undefined) words.push(`${rowWord[lang]} ${Number(row) + 1}`)
  if (column !== undefined) {
    const label = field.columns?.find((c) => c.id === column)?.label ?? addressParts[column]
    words.push(label?.[lang] ?? column)
  }
  return words.join(', ')
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const everyone = { vi: 'mọi đối tượng', en: 'everyone' }
const typeWords: Readonly<Record<string, { vi: string; en: string }>> = {
  string: { vi: 'chữ', en: 'text' },
  number: { vi: 'số', en: 'number' },
  code: { vi: 'mã', en: 'code' },
  codes: { vi: 'danh sách mã', en: 'list of codes' },
  date: { vi: 'ngày', en: 'date' },
  partialDate: { vi: 'ngày, tháng/năm hoặc năm', en: 'date, month or year' },
  address: { vi: 'địa chỉ', en: 'address' },
  list: { vi: 'danh sách', en: 'list' },
  row: { vi: 'một dòng của danh sách', en: 'row of a list' },
}

/** Names of things that findings state by code; any other fact as it is. */
function factText(name: string, value: string | number, lang: Language, edition: Edition): string {
  const text = String(value)
  if (name === 'type') return typeWords[text]?.[lang] ?? text
  if (name === 'category' && text === '') return everyone[lang]
  const list =
    name === 'list' ? text : name === 'category' ? edition.byId.get(edition.roles.category)?.codeList : undefined
  if (list === undefined || !list.split('|').every((id) => edition.codeListIds.includes(id))) return text
  return name === 'list' ? edition.codeList(list).title[lang] : (edition.codeList(list).get(text)?.name ?? text)
}

/**
 * A finding in words, facts filled in. Sentences are made when they are read, never stored. Holes: the facts by name,
 * `{field}` (the place), `{sent}` and `{repair}`. Never throws; a rule that the edition no longer has gives its id.
 */
export function sentence(finding: Finding, lang: Language, edition: Edition): string {
  const rule = ruleOf(finding.rule, edition)
  if (rule === undefined) return `${finding.rule}: ${placeOf(finding.path, lang, edition)}`
  return rule.message[lang].replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fact = finding.facts !== undefined && Object.hasOwn(finding.facts, name) ? finding.facts[name] : undefined
    if (fact !== undefined) return factText(name, fact, lang, edition)
    if (name === 'field') return placeOf(finding.path, lang, edition)
    if (name === 'sent') return textOf(finding.sent)
    return name === 'repair' ? textOf(finding.repair) : hole
  })
}
