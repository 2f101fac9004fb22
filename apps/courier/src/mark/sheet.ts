import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { columnIndex, columnName } from '../read/cell.ts'
import { local, partDecoder } from '../read/xlsx/xml.ts'
import type { CellMark } from './marks.ts'
import type { Styles } from './styles.ts'
import { declaration, escapeText, startTag } from './xml.ts'

/** Elements of a worksheet that stand after `legacyDrawing` (ECMA-376 part 1, §18.3.1.99). */
const afterDrawing = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
])

/**
 * Writes a worksheet again with marks: styles of marked cells, cells that were missing, and the reference to the notes.
 * Everything else passes through. Marks come in the order of rows and columns. Streams; memory does not grow.
 * @param drawing relationship id of the notes' drawing to refer to; `null` when the sheet refers to one already or needs none.
 */
export async function* markSheet(
  stream: Readable,
  marks: Iterator<CellMark>,
  styles: Styles,
  drawing: string | null,
): AsyncGenerator<Buffer> {
  const writer = sheetWriter(marks, styles, drawing)
  let decoder: TextDecoder | undefined
  yield Buffer.from(declaration)
  for await (const chunk of stream) {
    decoder ??= partDecoder(chunk as Buffer)
    const text = writer.write(decoder.decode(chunk as Buffer, { stream: true }))
    if (text !== '') yield Buffer.from(text)
  }
  yield Buffer.from(writer.end(decoder?.decode() ?? ''))
}

function sheetWriter(
  marks: Iterator<CellMark>,
  styles: Styles,
  drawing: string | null,
): { write(text: string): string; end(text: string): string } {
  let out = ''
  let depth = 0
  let prefix = ''
  let relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  let row = 0
  let column = -1
  let inRow = false
  let drawn = drawing === null
  let next = marks.next()
  const mark = (): CellMark | undefined => (next.done ? undefined : next.value)
  const take = (): void => {
    next = marks.next()
  }
  /** Cells that carry a mark and do not exist, up to a column of the open row. */
  const fill = (before: number): void => {
    for (let m = mark(); m !== undefined && (m.row < row || (m.row === row && m.column < before)); m = mark()) {
      if (m.row === row) {
        const style = String(styles.marked(0, m.weight))
        out += startTag(`${prefix}c`, { r: `${columnName(m.column)}${row}`, s: style }, true)
      }
      take()
    }
  }
  const draw = (): void => {
    if (drawn) return
    drawn = true
    out += `<${prefix}legacyDrawing xmlns:notes="${relationships}" notes:id="${drawing}"/>`
  }
  const cell = (attributes: Record<string, string>): void => {
    column = attributes.r === undefined ? column + 1 : columnIndex(attributes.r)
    fill(column)
    const style = Number(attributes.s ?? 0)
    const m = mark()
    const hit = m !== undefined && m.row === row && m.column === column
    const wanted = hit ? styles.marked(style, m.weight) : styles.plain(style)
    if (hit) take()
    if (wanted !== style) attributes.s = String(wanted)
  }
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = local(tag.name)
    const attributes = tag.attributes as Record<string, string>
    if (depth === 0) {
      prefix = tag.name.slice(0, tag.name.length - name.length)
      if (Object.values(attributes).some((value) => value.startsWith('http://purl.oclc.org/ooxml/spreadsheetml'))) {
        relationships = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
      }
    }
    if (depth === 1 && afterDrawing.has(name)) draw()
    if (name === 'row' && depth === 2) {
      row = attributes.r === undefined ? row + 1 : Number(attributes.r)
      column = -1
      inRow = true
      delete attributes.spans
      if (tag.isSelfClosing && mark()?.row === row) {
        out += startTag(tag.name, attributes)
        fill(Number.POSITIVE_INFINITY)
        out += `</${tag.name}>`
        depth++
        return
      }
    } else if (name === 'c' && inRow && depth === 3) cell(attributes)
    out += startTag(tag.name, attributes, tag.isSelfClosing)
    depth++
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth--
    const name = local(tag.name)
    if (name === 'row' && depth === 2) {
      if (!tag.isSelfClosing) fill(Number.POSITIVE_INFINITY)
      inRow = false
    }
    if (depth === 0) draw()
    if (!tag.isSelfClosing) out += `</${tag.name}>`
  })
  const text = (piece: string): void => {
    if (depth > 0) out += escapeText(piece)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  const flush = (): string => {
    const ready = out
    out = ''
    return ready
  }
  return {
    write(piece) {
      parser.write(piece)
      return flush()
    },
    end(piece) {
      parser.write(piece).close()
      return flush()
    },
  }
}
