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

function factText(name: string, value: string | number, lang: Language, edition: Edition): string {
  if (name !== 'category' && name !== 'list') return String(value)
  try {
    if (name === 'list') return edition.codeList(String(value)).title[lang]
    return (
      edition.codeList(edition.byId.get(edition.roles.category)?.codeList ?? '').get(String(value))?.name ??
      String(value)
    )
  } catch {
    return String(value)
  }
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
