import type { Edition, FieldDef, ValueDef } from '../edition/types.ts'
import type { fieldClasses } from '../model.ts'
import { type Derived, home } from './derived.ts'

type Language = 'vi' | 'en'

const words = {
  vi: {
    intro: (n: number) => `${n} trường, sinh tự động từ dữ liệu của bộ chuẩn (\`npm run derive\`); không sửa tay.`,
    groups: 'Các trường theo nhóm',
    lists: 'Cột của các trường danh sách',
    codes: 'Danh mục mã',
    rules: 'Danh mục quy tắc',
    head: ['Số', 'Trường', 'Tên', 'Kiểu', 'Danh mục', 'CB', 'CC', 'VC', 'HĐ', 'Lớp', 'Giới hạn', 'Căn cứ'],
    column: ['Cột', 'Tên', 'Kiểu', 'Danh mục', 'Bắt buộc'],
    code: ['Danh mục', 'Tên', 'Số mã', 'Hiệu lực từ', 'Tạm thời'],
    rule: ['Quy tắc', 'Mức', 'Chữ', 'Câu', 'Căn cứ'],
    duty: { required: '●', optional: '○', none: '–' },
    yes: 'có',
    legend: '● bắt buộc, ○ không bắt buộc, – không áp dụng. HĐ: người lao động hợp đồng.',
    weights: { blocks: 'trả lại', asks: 'cần trả lời', notes: 'lưu ý' },
    word: { dung: 'đúng', du: 'đủ', sach: 'sạch', song: 'sống' },
    classes: { public: 'công khai', internal: 'nội bộ', restricted: 'hạn chế', sealed: 'niêm phong' },
  },
  en: {
    intro: (n: number) => `${n} fields, derived from the data of the standard (\`npm run derive\`); do not edit.`,
    groups: 'Fields by group',
    lists: 'Columns of the list fields',
    codes: 'Code lists',
    rules: 'Catalogue of rules',
    head: ['No', 'Field', 'Label', 'Type', 'Code list', 'CB', 'CC', 'VC', 'HD', 'Class', 'Limits', 'Source'],
    column: ['Column', 'Label', 'Type', 'Code list', 'Required'],
    code: ['List', 'Title', 'Codes', 'Valid from', 'Ours'],
    rule: ['Rule', 'Weight', 'Word', 'Sentence', 'Source'],
    duty: { required: '●', optional: '○', none: '–' },
    yes: 'yes',
    legend: '● required, ○ optional, – does not apply. HD: contract workers.',
    weights: { blocks: 'blocks', asks: 'asks', notes: 'notes' },
    word: { dung: 'true', du: 'complete', sach: 'clean', song: 'alive' },
    classes: { public: 'public', internal: 'internal', restricted: 'restricted', sealed: 'sealed' },
  },
} as const satisfies Record<
  Language,
  { classes: Record<(typeof fieldClasses)[number], string>; [key: string]: unknown }
>

const escaped = (text: string | number) => `${text}`.replaceAll('|', '\\|').replaceAll('\n', ' ')

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map(escaped).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function limits(def: ValueDef): string {
  const parts: string[] = []
  if (def.maxLength !== undefined) parts.push(`≤ ${def.maxLength}`)
  if (def.pattern !== undefined) parts.push(`\`${def.pattern}\``)
  if (def.min !== undefined || def.max !== undefined) parts.push(`${def.min ?? ''}–${def.max ?? ''}`)
  return parts.join(', ')
}

/** The reference page of an edition in one language. */
export function deriveReference(edition: Edition, lang: Language): Derived[] {
  const w = words[lang]
  const fieldRow = (f: FieldDef) => [
    f.no,
    `\`${f.id}\``,
    f.label[lang],
    f.multiple ? 'code[]' : f.type,
    f.codeList ?? '',
    w.duty[f.duty.CB],
    w.duty[f.duty.CC],
    w.duty[f.duty.VC],
    w.duty[f.duty.HD],
    w.classes[f.class],
    limits(f),
    f.legal,
  ]
  const groups = edition.groups.map((g) => {
    const rows = edition.fields.filter((f) => f.group.id === g.id).map(fieldRow)
    return `### ${g.id}. ${g[lang]}\n\n${table(w.head, rows)}`
  })
  const lists = edition.fields
    .filter((f) => f.columns)
    .map((f) => {
      const rows = f.columns!.map((c) => [
        `\`${c.id}\``,
        c.label[lang],
        c.type,
        c.codeList ?? '',
        c.required ? w.yes : '',
      ])
      return `### ${f.no}. ${f.label[lang]} (\`${f.id}\`)\n\n${table(w.column, rows)}`
    })
  const codes = edition.codeListIds.map((id) => {
    const list = edition.codeList(id)
    return [`\`${id}\``, list.title[lang], list.items.length, list.validFrom ?? '', list.ours ? w.yes : '']
  })
  const rules = edition.rules.map((r) => [`\`${r.id}\``, w.weights[r.weight], w.word[r.word], r.message[lang], r.legal])
  const content = [
    `# ${edition.title[lang]}`,
    w.intro(edition.fields.length),
    `## ${w.groups}`,
    w.legend,
    ...groups,
    `## ${w.lists}`,
    ...lists,
    `## ${w.codes}`,
    table(w.code, codes),
    `## ${w.rules}`,
    table(w.rule, rules),
  ]
  return [{ path: `${home}/derived/${edition.id}/reference.${lang}.md`, content: `${content.join('\n\n')}\n` }]
}
