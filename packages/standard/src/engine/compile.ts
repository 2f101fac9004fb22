import type { Edition, FieldDef, ValueDef } from '../edition/types.ts'
import type { CodeList } from '../lists/codelist.ts'
import type { Category, FieldClass, Rule, Values } from '../model.ts'
import { checkAddress } from '../values/address.ts'
import { type Check, checkAttachment, dateCheck, numberCheck, textCheck } from '../values/checks.ts'
import { checkCode, checkCodes, checkOrganisation } from '../values/code.ts'
import { type CompiledColumn, listCheck } from '../values/list.ts'
import { engineRules } from './catalogue.ts'
import { numberField } from './identity.ts'
import type { Weights } from './run.ts'

export interface CompiledField {
  readonly def: FieldDef
  readonly id: string
  readonly index: number
  readonly class: FieldClass
  /** `"id":`, ready to be written. */
  readonly key: string
  readonly check: Check
  /** Categories that require it; `any` stands for a category that is not known. */
  readonly requires: Readonly<Record<Category | 'any', boolean>>
}

export interface CompiledRule {
  readonly rule: Rule
  readonly id: string
  readonly find: Rule['find']
  /** Numbers of the fields that must hold a good value. */
  readonly needs: readonly number[]
  readonly path: string
}

/** An edition turned into what one record needs: a check per field, the required fields per category, the rules. */
export interface Compiled {
  readonly edition: Edition
  readonly fields: readonly CompiledField[]
  readonly byId: ReadonlyMap<string, CompiledField>
  readonly required: Readonly<Record<Category | 'any', readonly string[]>>
  readonly rules: readonly CompiledRule[]
  readonly weights: Weights
  /** An object with every field, all undefined: copies of it share one shape, which makes rules read fast. */
  readonly blank: Values
  /** By number of the field: 1 where the record under examination holds a good value. */
  readonly held: Uint8Array
}

const compiled = new WeakMap<Edition, Compiled>()

/** Compiles an edition once. */
export function compile(edition: Edition): Compiled {
  let it = compiled.get(edition)
  if (it === undefined) {
    it = build(edition)
    compiled.set(edition, it)
  }
  return it
}

/** Cross-field rules by edition; handed over when the edition is made, so that `Edition.rules` stays plain data. */
export const crossRules = new WeakMap<Edition, readonly Rule[]>()

function build(edition: Edition): Compiled {
  const required = requiredOf(edition)
  const fields = edition.fields.map((def, index) => ({
    def,
    id: def.id,
    index,
    class: def.class,
    key: `${JSON.stringify(def.id)}:`,
    check: def.id === edition.roles.number ? numberField : fieldCheck(def, edition),
    requires: {
      CB: required.CB.includes(def.id),
      CC: required.CC.includes(def.id),
      VC: required.VC.includes(def.id),
      HD: required.HD.includes(def.id),
      any: required.any.includes(def.id),
    },
  }))
  const byId = new Map(fields.map((field) => [field.id, field]))
  const rules = (crossRules.get(edition) ?? []).map((rule) => ({
    rule,
    id: rule.id,
    find: rule.find,
    needs: (rule.needs ?? []).map((id) => byId.get(id)!.index),
    path: rule.fields[0] ?? '',
  }))
  const weights = new Map([...engineRules, ...edition.rules].map((r) => [r.id, { weight: r.weight, word: r.word }]))
  return {
    edition,
    fields,
    byId,
    required,
    rules,
    weights,
    blank: blankOf(edition),
    held: new Uint8Array(fields.length),
  }
}

/** Made by the parser, so that the engine keeps it as a plain record and not as a dictionary. */
function blankOf(edition: Edition): Values {
  const blank = JSON.parse(`{${edition.fields.map((f) => `${JSON.stringify(f.id)}:null`).join()}}`) as Values
  for (const { id } of edition.fields) blank[id] = undefined
  return blank
}

function requiredOf(edition: Edition): Record<Category | 'any', string[]> {
  const of = (...categories: Category[]) =>
    edition.fields.filter((f) => categories.every((c) => f.duty[c] === 'required')).map((f) => f.id)
  return { CB: of('CB'), CC: of('CC'), VC: of('VC'), HD: of('HD'), any: of('CB', 'CC', 'VC', 'HD') }
}

function fieldCheck(def: FieldDef, edition: Edition): Check {
  if (def.type === 'list') {
    const columns = (def.columns ?? []).map((c, index): CompiledColumn => {
      return { id: c.id, index, required: c.required === true, check: valueCheck(c, edition, false) }
    })
    return listCheck(columns)
  }
  if (def.type === 'code' && def.multiple) {
    const list = edition.codeList(def.codeList!)
    return (run, value) => checkCodes(run, value, list, def.codeOn !== 'any')
  }
  return valueCheck(def, edition, def.codeOn !== 'any')
}

function valueCheck(def: ValueDef, edition: Edition, dated: boolean): Check {
  switch (def.type) {
    case 'string':
      return textCheck(def)
    case 'number':
      return numberCheck(def)
    case 'date':
    case 'partialDate':
      return dateCheck(def)
    case 'code':
      return codeCheck(def, edition, dated)
    case 'address': {
      const provinces = { old: edition.codeList('tinh-63'), new: edition.codeList('tinh-34') }
      return (run, value) => checkAddress(run, value, provinces, def.current === true)
    }
    case 'attachment':
      return checkAttachment
    case 'list':
      return (run, value) => run.wrong('field.type', value, { type: 'list' })
  }
}

function codeCheck(def: ValueDef, edition: Edition, dated: boolean): Check {
  const list: CodeList = edition.codeList(def.codeList!)
  if (def.codeList === 'to-chuc') return (run, value) => checkOrganisation(run, value, list)
  return (run, value) => checkCode(run, value, list, dated)
}
