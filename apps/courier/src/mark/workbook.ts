import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { posix } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { columnName } from '../read/cell.ts'
import { type Layout, readLayout, readRelations, relationsPart } from '../read/xlsx/book.ts'
import { openZip, type Zip } from '../read/xlsx/zip.ts'
import type { CellMark, Marks } from './marks.ts'
import { type ExistingNotes, readNotes, readShapes, writeNotes, writeShapes } from './notes.ts'
import { markSheet } from './sheet.ts'
import { bareStyles, Styles } from './styles.ts'
import { declaration } from './xml.ts'

const officeTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageTypes = 'http://schemas.openxmlformats.org/package/2006/relationships'
const commentsType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml'
const drawingType = 'application/vnd.openxmlformats-officedocument.vmlDrawing'
const stylesType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml'

/** What one sheet needs. */
interface SheetPlan {
  readonly index: number
  readonly part: string
  readonly existing: ExistingNotes
  readonly comments: string
  readonly drawing: string
  /** The drawing that the sheet had. */
  readonly oldDrawing: string | null
  /** Relationship id to write into the sheet; `null` when it refers to its drawing already. */
  readonly drawingId: string | null
  /** Relationships to add, as XML. */
  readonly relations: string
  readonly hasNotes: boolean
}

/**
 * Writes a workbook again with marks: each marked cell coloured by weight, its messages as a note. Marks of an earlier
 * return are removed, other people's notes and colours stay. Streams part by part: memory does not grow with the file.
 * The target appears whole or not at all.
 */
export async function markWorkbook(source: string, target: string, marks: Marks): Promise<{ readonly cells: number }> {
  const zip = await openZip(source)
  try {
    const layout = await readLayout(zip)
    const bare = !zip.has(layout.styles)
    const text = bare ? bareStyles : (await zip.bytes(layout.styles)).toString('utf8')
    const styles = new Styles(text, !(await isLibreOffice(zip)))
    const plans = await planSheets(zip, layout, marks, styles)
    const out = new ZipFile()
    const replaced = new Set<string>([layout.styles, '[Content_Types].xml'])
    out.addBuffer(Buffer.from(await contentTypes(zip, layout, plans, bare)), '[Content_Types].xml')
    if (bare) {
      const rels = relationsPart(layout.workbook)
      replaced.add(rels)
      const styleRelation = `<Relationship Id="rIdCbccvcStyles" Type="${officeTypes}/styles" Target="styles.xml"/>`
      out.addBuffer(Buffer.from(addRelations((await zip.bytes(rels)).toString('utf8'), styleRelation)), rels)
    }
    let cells = 0
    const counted = function* (sheet: number): Generator<CellMark> {
      for (const mark of marks.of(sheet)) {
        cells++
        yield mark
      }
    }
    for (const plan of plans) {
      const rels = relationsPart(plan.part)
      for (const name of [plan.part, plan.comments, plan.drawing, rels]) replaced.add(name)
      add(out, plan.part, async () =>
        markSheet(await zip.stream(plan.part), counted(plan.index), styles, plan.drawingId),
      )
      const before = zip.has(rels) ? (await zip.bytes(rels)).toString('utf8') : null
      if (plan.relations !== '' || before !== null)
        out.addBuffer(Buffer.from(addRelations(before, plan.relations)), rels)
      if (!plan.hasNotes) continue
      add(out, plan.comments, async () => writeNotes(plan.existing.foreign, marks.of(plan.index)))
      add(out, plan.drawing, async () => drawing(zip, plan, marks))
    }
    for (const name of zip.names) {
      if (!replaced.has(name)) add(out, name, () => zip.stream(name))
    }
    add(out, layout.styles, async () => [Buffer.from(styles.text())])
    out.end()
    const partial = `${target}.partial`
    await pipeline(out.outputStream, createWriteStream(partial, { mode: 0o600 }))
    await rename(partial, target)
    return { cells }
  } finally {
    zip.close()
  }
}

async function isLibreOffice(zip: Zip): Promise<boolean> {
  const part = 'docProps/app.xml'
  return zip.has(part) && /<Application>LibreOffice/.test((await zip.bytes(part)).toString('utf8'))
}

type Pieces = AsyncIterable<Buffer> | Iterable<Buffer>

function add(out: ZipFile, name: string, open: () => Promise<Pieces>): void {
  out.addReadStreamLazy(name, (give) => {
    open().then(
      (pieces) => {
        const stream = pieces instanceof Readable ? pieces : Readable.from(pieces, { objectMode: false })
        stream.on('error', (error) => out.outputStream.emit('error', error))
        give(null, stream)
      },
      (error: unknown) => give(error as Error, undefined as never),
    )
  })
}

async function planSheets(zip: Zip, layout: Layout, marks: Marks, styles: Styles): Promise<SheetPlan[]> {
  const wanted = new Set(marks.sheets())
  const taken = new Set(zip.names)
  const plans: SheetPlan[] = []
  for (const [index, { part }] of layout.sheets.entries()) {
    const relations = await readRelations(zip, part)
    const comments = relations.find((r) => r.kind === 'comments')?.target
    const oldDrawing = await notesDrawing(zip, relations)
    const existing: ExistingNotes =
      comments !== undefined && zip.has(comments)
        ? await readNotes(await zip.stream(comments))
        : { foreign: new Map(), hadOurs: false }
    if (!wanted.has(index) && !existing.hadOurs && !styles.hasMarks) continue
    const hasNotes = wanted.has(index) || existing.foreign.size > 0 || comments !== undefined
    const folder = posix.dirname(part)
    const commentsPart = comments ?? freeName(taken, `${posix.dirname(folder)}/comments`, '.xml')
    const drawingPart = oldDrawing ?? freeName(taken, `${posix.dirname(folder)}/drawings/vmlDrawing`, '.vml')
    const added: string[] = []
    const relative = (name: string): string => posix.relative(folder, name)
    if (hasNotes && comments === undefined) {
      added.push(
        `<Relationship Id="rIdCbccvcNotes" Type="${officeTypes}/comments" Target="${relative(commentsPart)}"/>`,
      )
    }
    if (hasNotes && oldDrawing === null) {
      added.push(
        `<Relationship Id="rIdCbccvcShapes" Type="${officeTypes}/vmlDrawing" Target="${relative(drawingPart)}"/>`,
      )
    }
    plans.push({
      index,
      part,
      existing,
      comments: commentsPart,
      drawing: drawingPart,
      oldDrawing,
      drawingId: hasNotes && oldDrawing === null ? 'rIdCbccvcShapes' : null,
      relations: added.join(''),
      hasNotes,
    })
  }
  return plans
}

/** The drawing of notes of a sheet. (A drawing of pictures in headers has the same kind; it holds no notes.) */
async function notesDrawing(zip: Zip, relations: readonly { kind: string; target: string }[]): Promise<string | null> {
  const drawings = relations.filter((r) => r.kind === 'vmlDrawing' && zip.has(r.target))
  if (drawings.length < 2) return drawings[0]?.target ?? null
  for (const { target } of drawings) {
    const found = await readShapes(await zip.stream(target), () => true)
    if (found.refs.size > 0) return target
  }
  return drawings[0]!.target
}

async function drawing(zip: Zip, plan: SheetPlan, marks: Marks): Promise<Pieces> {
  const { foreign } = plan.existing
  const kept =
    plan.oldDrawing === null
      ? { shapes: [], refs: new Set<string>() }
      : await readShapes(await zip.stream(plan.oldDrawing), (ref) => foreign.has(ref))
  const refOf = (mark: CellMark): string => `${columnName(mark.column)}${mark.row}`
  const marked = new Set<string>()
  function* fresh(): Generator<CellMark> {
    for (const mark of marks.of(plan.index)) {
      if (foreign.has(refOf(mark))) marked.add(refOf(mark))
      if (!kept.refs.has(refOf(mark))) yield mark
    }
  }
  function* shapeless(): Generator<string> {
    for (const mark of marks.of(plan.index)) if (foreign.has(refOf(mark))) marked.add(refOf(mark))
    for (const ref of foreign.keys()) if (!kept.refs.has(ref) && !marked.has(ref)) yield ref
  }
  return writeShapes(kept.shapes, shapeless(), fresh())
}

function freeName(taken: Set<string>, stem: string, extension: string): string {
  for (let n = 1; ; n++) {
    const name = `${stem}${n}${extension}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

function addRelations(text: string | null, added: string): string {
  if (text === null) return `${declaration}<Relationships xmlns="${packageTypes}">${added}</Relationships>`
  if (added === '') return text
  if (/<Relationships[^>]*\/>/.test(text))
    return text.replace(/<(Relationships[^>]*)\/>/, (_, tag) => `<${tag}>${added}</Relationships>`)
  return text.replace(
    /<\/(\w+:)?Relationships>/,
    (end, prefix: string | undefined) =>
      `${prefix === undefined ? added : added.replaceAll('<Relationship ', `<${prefix}Relationship `)}${end}`,
  )
}

async function contentTypes(zip: Zip, layout: Layout, plans: readonly SheetPlan[], bare: boolean): Promise<string> {
  const text = (await zip.bytes('[Content_Types].xml')).toString('utf8')
  const added: string[] = []
  const override = (part: string, type: string): void => {
    if (!text.includes(`"/${part}"`)) added.push(`<Override PartName="/${part}" ContentType="${type}"/>`)
  }
  if (bare) override(layout.styles, stylesType)
  const noted = plans.filter((plan) => plan.hasNotes)
  for (const plan of noted) override(plan.comments, commentsType)
  if (noted.length > 0 && !/Extension="vml"/i.test(text)) {
    added.unshift(`<Default Extension="vml" ContentType="${drawingType}"/>`)
  }
  return text.replace(/<\/(\w+:)?Types>/, (end, prefix: string | undefined) => {
    const all = added.join('')
    return (prefix === undefined ? all : all.replace(/<(Default|Override) /g, `<${prefix}$1 `)) + end
  })
}
