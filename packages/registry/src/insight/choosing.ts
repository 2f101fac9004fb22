/**
 * Choosing people by the values of coded fields: conditions and an order, as SQL over `person_codes c`. Whoever is told who
 * has a value is told the value, so each field needs a permit that gives its class in the clear.
 */
import { type ChosenField, chosenFields, type RecordPermit } from '../access/index.ts'

/** The field has one of these codes. */
export interface Condition {
  readonly field: string
  readonly anyOf: readonly string[]
}

export type ChoosingPermit = RecordPermit<'record.filter' | 'record.sort' | 'record.count' | 'record.facet'>

/** Fixed texts of the program; a field's id and its values are parameters. */
const columnOf = { public: 'c.public_codes', internal: 'c.internal_codes' } as const

/** The field, where the permit gives its class in the clear; anything else is a fault of the caller of this file. */
export function chosenField(permit: ChoosingPermit, id: string): ChosenField {
  const field = chosenFields.get(id)
  if (!field || permit.forms[field.class] !== 'clear') throw new RangeError('the permit does not give this field')
  return field
}

/** Values as `$n`, in the order in which they were asked for. */
export interface Parameters {
  readonly values: unknown[]
  add(value: unknown): string
}
export function parameters(...values: unknown[]): Parameters {
  return {
    values,
    add(value) {
      values.push(value)
      return `$${values.length}`
    },
  }
}

/** The code of a field, or null where it is not stated. */
export function codeSql(permit: ChoosingPermit, id: string, given: Parameters): string {
  const field = chosenField(permit, id)
  return `(${columnOf[field.class]} ->> ${given.add(field.id)}::text)`
}

/** ` and …` for each condition. */
export function conditionsSql(permit: ChoosingPermit, conditions: readonly Condition[], given: Parameters): string {
  return conditions
    .map(({ field, anyOf }) => ` and ${codeSql(permit, field, given)} = any(${given.add(anyOf)}::text[])`)
    .join('')
}

/** ` and …` for each word: it begins a word of the name of person `p`. Found through the index of 000056.sql. */
export function namedSql(words: readonly string[], given: Parameters): string {
  return words
    .map((word) => ` and (' ' || p.name_key) like ${given.add(`% ${word.replace(/[\\%_]/g, '\\$&')}%`)}`)
    .join('')
}
