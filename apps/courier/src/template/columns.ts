import { type ColumnDef, type Edition, expectedForm, type FieldDef, type Text } from '@cbccvc/standard'
import { addressParts } from '../read/target.ts'

/** A column of a template. */
export interface TemplateColumn {
  /** What stands in the second header row: `ngaySinh`, `queQuan.xa`, or a list's own column id. */
  readonly key: string
  readonly label: Text
  /** Merged heading above: the field's group, or the address field. */
  readonly group: Text
  readonly required: boolean
  readonly number: boolean
  /** Code list for a drop-down; absent where several codes stand in one cell. */
  readonly codeList?: string
  /** Fixed choices where there is no code list. */
  readonly choices?: readonly string[]
  /** Lines of the note on the column. */
  readonly note: readonly string[]
}

/** A table of a template: the people, or one list field. */
export interface TemplateTable {
  readonly id: string
  /** What its sheet is called. */
  readonly title: Text
  readonly columns: readonly TemplateColumn[]
}

const dutyWords: Readonly<Record<string, string>> = { CB: 'cán bộ', CC: 'công chức', VC: 'viên chức', HD: 'hợp đồng' }

/** The tables of an edition: people first, then each list field with the personal number in front. */
export function templateTables(edition: Edition): TemplateTable[] {
  const person = edition.byId.get(edition.roles.number)!
  const people = edition.fields
    .filter((field) => field.type !== 'list')
    .flatMap((field) => fieldColumns(field, edition))
  const lists = edition.fields.filter((field) => field.type === 'list')
  return [
    { id: 'hoSo', title: { vi: 'Hồ sơ', en: 'People' }, columns: people },
    ...lists.map((list) => ({
      id: list.id,
      title: list.shortLabel ?? list.label,
      columns: [
        { ...fieldColumns(person, edition)[0]!, group: list.label },
        ...(list.columns ?? []).map((column) =>
          valueColumn(column, `${list.id}[0].${column.id}`, column.id, list.label, edition, column.required === true),
        ),
      ],
    })),
  ]
}

function fieldColumns(field: FieldDef, edition: Edition): TemplateColumn[] {
  const duties = Object.entries(field.duty).filter(([, duty]) => duty === 'required')
  const duty =
    duties.length === 0
      ? 'Không bắt buộc / Optional'
      : `Bắt buộc / Required: ${duties.map(([who]) => dutyWords[who] ?? who).join(', ')}`
  if (field.type === 'address') {
    return addressParts.map((part) => ({
      key: `${field.id}.${part.id}`,
      label: { vi: `${field.label.vi} – ${part.label.vi}`, en: `${field.label.en} – ${part.label.en}` },
      group: field.label,
      required: duties.length > 0 && part.id !== 'huyen' && part.id !== 'chiTiet',
      number: false,
      ...addressChoices(part.id, field.codeList),
      note: [
        `${field.label.vi} – ${part.label.vi}`,
        `${field.label.en} – ${part.label.en}`,
        formLine(`${field.id}.${part.id}`, edition),
        duty,
        field.legal,
      ],
    }))
  }
  const column = valueColumn(field, field.id, field.id, field.group, edition, duties.length > 0)
  const { codeList, ...rest } = column
  return [
    {
      ...rest,
      ...(codeList !== undefined && field.multiple !== true && { codeList }),
      note: [
        ...column.note,
        ...(field.multiple === true ? ['Nhiều mã cách nhau bởi dấu ; / Several codes separated by ;'] : []),
        duty,
        field.legal,
      ],
    },
  ]
}

function addressChoices(part: string, communes: string | undefined): Pick<TemplateColumn, 'codeList' | 'choices'> {
  if (part === 'phienBan') return { choices: ['truoc2025', 'sau2025'] }
  if (part === 'xa' && communes !== undefined) return { codeList: communes }
  return part === 'tinh' ? { codeList: 'tinh-63' } : {}
}

/** What the column asks for, in both languages, as the messages about wrong values say it. */
const formLine = (path: string, edition: Edition): string =>
  `${expectedForm(path, 'vi', edition)} / ${expectedForm(path, 'en', edition)}`

function valueColumn(
  def: ColumnDef,
  path: string,
  key: string,
  group: Text,
  edition: Edition,
  required: boolean,
): TemplateColumn {
  const list =
    def.codeList === undefined ? [] : [`Danh mục / List: ${edition.codeList(def.codeList).title.vi} (${def.codeList})`]
  return {
    key,
    label: def.label,
    group: { vi: group.vi, en: group.en },
    required,
    number: def.type === 'number',
    ...(def.codeList !== undefined && { codeList: def.codeList }),
    note: [def.label.vi, def.label.en, formLine(path, edition), ...list],
  }
}
