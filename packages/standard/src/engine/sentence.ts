import type { Edition, FieldDef, RuleInfo } from '../edition/types.ts'
import type { Finding } from '../model.ts'
import { dayWords, expectedForm, nearestText, valueText } from './forms.ts'

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
  phienBan: { vi: 'danh mục trước/sau 2025', en: 'list before/after 2025' },
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

const everyone = { vi: 'mọi đối tượng', en: 'everyone' }
/** Names of things that findings state by code; any other fact as it is. */
function factText(name: string, value: string | number, lang: Language, edition: Edition): string {
  const text = dayWords(String(value), lang)
  if (name === 'category' && text === '') return everyone[lang]
  const list =
    name === 'list' ? text : name === 'category' ? edition.byId.get(edition.roles.category)?.codeList : undefined
  if (list === undefined || !list.split('|').every((id) => edition.codeListIds.includes(id))) return text
  return name === 'list' ? edition.codeList(list).title[lang] : (edition.codeList(list).get(text)?.name ?? text)
}

/**
 * A finding in words, facts filled in, and behind it what is proposed or was changed. Sentences are made when they are
 * read, never stored. Holes: the facts by name, `{field}` (the place), `{sent}`, `{repair}`, `{length}` (of what was sent),
 * `{form}` (what the place asks for, with an example), `{near}` (the nearest codes, or else the form). Never throws; a rule
 * that the edition no longer has gives its id.
 */
export function sentence(finding: Finding, lang: Language, edition: Edition): string {
  const rule = ruleOf(finding.rule, edition)
  if (rule === undefined) return `${finding.rule}: ${placeOf(finding.path, lang, edition)}`
  const message = rule.message[lang]
  const text = message.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fact = finding.facts !== undefined && Object.hasOwn(finding.facts, name) ? finding.facts[name] : undefined
    if (fact !== undefined) return factText(name, fact, lang, edition)
    return Object.hasOwn(own, name) ? own[name]!(finding, lang, edition) : hole
  })
  return message.includes('{repair}') ? text : text + after(finding, lang, edition)
}

type Own = (finding: Finding, lang: Language, edition: Edition) => string

/** What every finding can say of itself, by the name of the hole. */
const own: Readonly<Record<string, Own>> = {
  field: ({ path }, lang, edition) => placeOf(path, lang, edition),
  form: ({ path }, lang, edition) => expectedForm(path, lang, edition),
  near: nearestText,
  sent: ({ sent }, lang, edition) => valueText(sent, '', lang, edition),
  repair: ({ repair, path }, lang, edition) => valueText(repair, path, lang, edition),
  length: ({ sent }) => `${String(sent ?? '').length}`,
}

/** Repairs that nobody sees in a value: the letters stay the same. */
const unseen: ReadonlySet<string> = new Set([
  'repair.nfc',
  'repair.space',
  'repair.control',
  'repair.empty',
  'repair.emptyRow',
])
/** Longer values would drown the sentence. */
const shortEnough = 60

/** ` Đề xuất: 01 – Kinh.` behind what asks; `(“912345678” → “0912345678”)` behind what was repaired. */
function after({ rule, weight, path, sent, repair }: Finding, lang: Language, edition: Edition): string {
  if (repair === undefined) return ''
  const to = valueText(repair, path, lang, edition)
  if (!rule.startsWith('repair.')) return lang === 'vi' ? ` Đề xuất: ${to}.` : ` Proposed: ${to}.`
  const simple = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  if (weight !== 'notes' || unseen.has(rule) || !simple(sent) || !simple(repair)) return ''
  const from = valueText(sent, '', lang, edition)
  return from.length > shortEnough || to.length > shortEnough ? '' : ` (“${from}” → “${to}”)`
}
