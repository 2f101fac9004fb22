import { edition } from '../edition/edition.ts'
import type { Finding } from '../model.ts'
import { safeKey } from '../values/checks.ts'
import { engineRules } from './catalogue.ts'

const weights = new Map(engineRules.map((r) => [r.id, r]))

/** Findings of one line that are kept; what comes after them is counted. */
export const maxLineFindings = 50

type Facts = Record<string, string | number>

/** A finding about the line itself. */
export function finding(rule: string, path = '', facts?: Facts): Finding {
  const { weight, word } = weights.get(rule)!
  return facts ? { rule, path, weight, word, facts } : { rule, path, weight, word }
}

/** What was found in one line, as much of it as is kept. */
export class LineFindings {
  readonly kept: Finding[]
  private more = 0

  constructor(kept: Finding[]) {
    this.kept = kept
  }

  /** At a place made of the sender's names: those that the standard does not have stand in the facts alone. */
  at(rule: string, path: string, facts?: Facts) {
    if (this.kept.length >= maxLineFindings) {
      this.more++
      return
    }
    const known = knownPart(path)
    this.kept.push(finding(rule, known, known === path ? facts : { field: safeKey(path), ...facts }))
  }

  sumUp() {
    if (this.more > 0) this.kept.push(finding('record.tooManyFindings', '', { more: this.more, max: maxLineFindings }))
  }
}

const place = /^([^.[]*)(?:\[(\d{1,4})\])?(?:\.([^.[]+))?/
const parts = new Set(['tinh', 'huyen', 'xa', 'chiTiet', 'phienBan'])

/** The part of a path that is made of the standard's own names: field, row, column; '' for a name of the sender. */
function knownPart(path: string): string {
  const [, id = '', row, column] = place.exec(path) ?? []
  return knownPlace(id, row === undefined ? null : Number(row), column)
}

/** A place in a record, as far as the standard has names for it: a name that only the sender has stands in no path. */
export function knownPlace(id: string, row: number | null, column: string | undefined): string {
  const field = edition().byId.get(id)
  if (field === undefined) return ''
  const at = row === null ? id : `${id}[${row}]`
  const known = column !== undefined && (field.columns?.some((c) => c.id === column) || parts.has(column))
  return known ? `${at}.${column}` : at
}
