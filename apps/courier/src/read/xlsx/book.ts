import { posix } from 'node:path'
import type { Book, Sheet } from '../cell.ts'
import { FileRefused } from '../refusal.ts'
import { openScratch } from '../scratch.ts'
import { readLooks } from './looks.ts'
import { readRows } from './rows.ts'
import { readStrings } from './strings.ts'
import { readXml } from './xml.ts'
import { openZip, type Zip } from './zip.ts'

/** A sheet of a workbook and the part of the zip that holds it. */
export interface SheetPart {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

/** Where the parts of a workbook stand. */
export interface Layout {
  readonly workbook: string
  readonly sheets: readonly SheetPart[]
  readonly styles: string
  readonly strings: string
  readonly date1904: boolean
}

/** A relationship of a part: its type's last word, and the part it points to. */
export interface Relation {
  readonly id: string
  readonly kind: string
  readonly target: string
}

/** The `.rels` part that belongs to a part. */
export function relationsPart(part: string): string {
  return posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
}

/** Reads the relationships of a part, with targets made absolute. */
export async function readRelations(zip: Zip, part: string): Promise<Relation[]> {
  const relations: Relation[] = []
  const rels = relationsPart(part)
  if (!zip.has(rels)) return relations
  await readXml(await zip.stream(rels), rels, {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const target = attributes.Target ?? ''
      relations.push({
        id: attributes.Id ?? '',
        kind: (attributes.Type ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(posix.dirname(part), target)),
      })
    },
  })
  return relations
}

/** Finds the parts of a workbook; a zip that is not a workbook is refused. */
export async function readLayout(zip: Zip): Promise<Layout> {
  const root = await readRelations(zip, '')
  const workbook =
    root.find((r) => r.kind === 'officeDocument')?.target ??
    (zip.has('xl/workbook.xml') ? 'xl/workbook.xml' : undefined)
  if (workbook === undefined || !zip.has(workbook) || workbook.endsWith('.bin')) {
    throw new FileRefused('file.notWorkbook', {
      vi: 'Tệp không phải bảng tính .xlsx (thiếu xl/workbook.xml). Cần: tệp .xlsx; nếu là .xls, .xlsb hoặc .ods hãy lưu lại dạng .xlsx',
      en: 'The file is not an .xlsx workbook (xl/workbook.xml is missing). Expected: an .xlsx file; save .xls, .xlsb or .ods as .xlsx first',
    })
  }
  const relations = await readRelations(zip, workbook)
  const byId = new Map(relations.map((r) => [r.id, r]))
  const folder = posix.dirname(workbook)
  const sheets: SheetPart[] = []
  let date1904 = false
  await readXml(await zip.stream(workbook), workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const relation = byId.get(attributes['r:id'] ?? idOf(attributes))
      if (relation === undefined || relation.kind !== 'worksheet') return
      sheets.push({
        name: attributes.name ?? '',
        hidden: (attributes.state ?? 'visible') !== 'visible',
        part: relation.target,
      })
    },
  })
  const target = (kind: string, name: string): string =>
    relations.find((r) => r.kind === kind)?.target ?? posix.join(folder, name)
  return {
    workbook,
    sheets,
    styles: target('styles', 'styles.xml'),
    strings: target('sharedStrings', 'sharedStrings.xml'),
    date1904,
  }
}

/** The relationship id under whatever prefix the producer chose. */
function idOf(attributes: Readonly<Record<string, string>>): string {
  for (const [name, value] of Object.entries(attributes)) if (name.endsWith(':id')) return value
  return ''
}

/**
 * Opens an .xlsx workbook for streaming. Shared strings go to a scratch SQLite file, so memory does not grow with the file.
 * Throws FileRefused when it is not a workbook.
 */
export async function openXlsx(path: string): Promise<Book> {
  const zip = await openZip(path)
  const scratch = openScratch()
  try {
    const layout = await readLayout(zip)
    const looks = await readLooks(zip, layout.styles)
    const strings = await readStrings(zip, layout.strings, scratch.db)
    const sheets: Sheet[] = layout.sheets.map(({ name, hidden, part }) => ({
      name,
      hidden,
      async *rows() {
        yield* readRows(await zip.stream(part), part, strings, looks)
      },
    }))
    return {
      kind: 'xlsx',
      sheets,
      date1904: layout.date1904,
      async close() {
        zip.close()
        scratch.close()
      },
    }
  } catch (error) {
    zip.close()
    scratch.close()
    throw error
  }
}
