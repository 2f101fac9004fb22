import type { ColumnDef, Edition, FieldDef, ValueDef } from '../edition/types.ts'
import { type Derived, home } from './derived.ts'

/** One line of the column table: a field, or a column of a list field. */
function row(field: FieldDef, column: ColumnDef | null): Record<string, string | number> {
  const def: ValueDef = column ?? field
  return {
    no: field.no,
    path: column ? `${field.id}[].${column.id}` : field.id,
    column: column ? `${field.column}.${column.id}` : field.column,
    label_vi: def.label.vi,
    label_en: def.label.en,
    group: field.group.id,
    type: field.multiple && !column ? 'code[]' : def.type,
    code_list: def.codeList ?? '',
    CB: column ? '' : field.duty.CB,
    CC: column ? '' : field.duty.CC,
    VC: column ? '' : field.duty.VC,
    HD: column ? '' : field.duty.HD,
    required_in_row: column?.required ? 'required' : '',
    class: field.class,
    max_length: def.maxLength ?? '',
    pattern: def.pattern ?? '',
    min: def.min ?? '',
    max: def.max ?? '',
    legal: field.legal,
  }
}

const cell = (value: string | number) =>
  /[",\n]/.test(`${value}`) ? `"${`${value}`.replaceAll('"', '""')}"` : `${value}`

/** The columns of an edition as JSON and CSV (UTF-8 with byte-order mark, so that spreadsheets read it right). */
export function deriveColumns(edition: Edition): Derived[] {
  const rows = edition.fields.flatMap((field) => [row(field, null), ...(field.columns ?? []).map((c) => row(field, c))])
  const names = Object.keys(rows[0]!)
  const csv = [names, ...rows.map((r) => names.map((name) => r[name]!))]
    .map((line) => line.map(cell).join(','))
    .join('\r\n')
  const json = `[\n${rows.map((r) => JSON.stringify(r)).join(',\n')}\n]\n`
  return [
    { path: `${home}/derived/${edition.id}/columns.csv`, content: `\ufeff${csv}\r\n` },
    { path: `${home}/derived/${edition.id}/columns.json`, content: json },
  ]
}
