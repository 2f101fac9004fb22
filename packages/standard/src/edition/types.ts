import type { CodeList, CodeListData } from '../lists/codelist.ts'
import type { Category, FieldClass, FieldType, Rule, Text } from '../model.ts'

export type Duty = 'required' | 'optional' | 'none'

/** Which normaliser a text goes through beyond white space and encoding. */
export type Format = 'personalNumber' | 'digits' | 'phone' | 'email' | 'upper' | 'personName'

/**
 * How a number that was taken for a quantity gets its leading zeros back. `alone`: one zero, and nothing else can be meant.
 * `same`: up to two, where another field of the record holds the very same digits. `ask`: never by itself, only proposed.
 */
export interface LostZeros {
  readonly digits: number
  readonly on: 'alone' | 'same' | 'ask'
  /** Field that holds the evidence, for `same`. */
  readonly as?: string
}

/** What a field and a column of a list field have in common: the shape of one value. */
export interface ValueDef {
  readonly id: string
  readonly label: Text
  readonly type: FieldType
  /** Id of a code list, of a union of the edition, or `a|b` for either list. */
  readonly codeList?: string
  readonly maxLength?: number
  /** Source of a regular expression, Unicode mode, over the whole normalised text. */
  readonly pattern?: string
  readonly min?: number
  readonly max?: number
  readonly integer?: boolean
  readonly format?: Format
  /** What the pattern asks for, in words, and a value that it takes. */
  readonly form?: Text
  readonly example?: string
  /** Lengths in digits to which a value comes back that lost its leading zeros; tried in order. */
  readonly zeros?: readonly LostZeros[]
  readonly multiline?: boolean
  /** A date that cannot lie after today. */
  readonly past?: boolean
  /** Earliest date, and the least age in years today, that a date may state. */
  readonly earliest?: string
  readonly youngestAge?: number
  /** `any`: a historical code whose validity is not judged against today. */
  readonly codeOn?: 'today' | 'any'
  /** An address where the person lives now. */
  readonly current?: boolean
}

export interface ColumnDef extends ValueDef {
  readonly required?: boolean
}

export interface GroupDef extends Text {
  readonly id: string
}

export interface FieldDef extends ValueDef {
  readonly no: number
  /** Column name in tables and files, snake case. */
  readonly column: string
  readonly group: GroupDef
  /** A label of at most 31 characters, where the label is longer: names of sheets are cut there. */
  readonly shortLabel?: Text
  /** Several codes, sent as an array. */
  readonly multiple?: boolean
  /** Columns of a list field, in the order in which they are written. */
  readonly columns?: readonly ColumnDef[]
  readonly duty: Readonly<Record<Category, Duty>>
  readonly class: FieldClass
  readonly legal: string
  /** Element of the population database's citizen structure, where the field is one of its 18. */
  readonly populationDbField?: string
  /** Ids of the fields of other editions that this one continues. */
  readonly was?: readonly string[]
  readonly note?: string
}

/** Fields that say who, where and what kind, by their part in the record. */
export interface Roles {
  readonly number: string
  readonly name: string
  readonly birth: string
  readonly sex?: string
  readonly unit: string
  readonly manager: string
  readonly category: string
  readonly paper?: string
}

/** A rule as the catalogue tells it; single-field rules have no `find` of their own. */
export type RuleInfo = Omit<Rule, 'find'>

/** An edition as its file states it (`data/editions/ID.json`). */
export interface EditionData {
  readonly id: string
  readonly title: Text
  readonly validFrom: string
  readonly legal?: string
  readonly note?: string
  readonly unions?: Readonly<Record<string, readonly string[]>>
  readonly roles: Roles
  readonly groups: readonly GroupDef[]
  readonly fields: readonly (Omit<FieldDef, 'group'> & { readonly group: string })[]
  /** Code lists that this edition alone uses, beside the common ones. */
  readonly codeLists?: readonly CodeListData[]
}

/** One official version of the standard, compiled for use. */
export interface Edition {
  readonly id: string
  readonly title: Text
  readonly validFrom: string
  readonly groups: readonly GroupDef[]
  readonly roles: Roles
  readonly fields: readonly FieldDef[]
  readonly byId: ReadonlyMap<string, FieldDef>
  /** The whole catalogue: single-field rules first, then cross-field rules. */
  readonly rules: readonly RuleInfo[]
  /** Name of the exact set of rules, e.g. `2023.1`; changes whenever a rule changes. */
  readonly ruleSet: string
  /** Ids of all code lists that fields and rules of this edition may use. */
  readonly codeListIds: readonly string[]
  /** @throws RangeError when the edition has no such list. */
  codeList(id: string): CodeList
}
