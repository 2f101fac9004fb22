import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { columnIndex, columnName } from '../read/cell.ts'
import { local, partDecoder } from '../read/xlsx/xml.ts'
import type { CellMark } from './marks.ts'
import { declaration, escapeAttribute, escapeText, xmlSafe } from './xml.ts'

/** Author of our notes; a note of this author is replaced by the next return. */
export const noteAuthor = 'CSDLQG CBCCVC'
/** First line of what we add to a note; everything from here on is ours. */
export const noteMark = '— CSDLQG CBCCVC —'

/** A note of the workbook's own people, without anything of ours. */
export interface ForeignNote {
  readonly author: string
  readonly runs: readonly { readonly properties: string; readonly text: string }[]
}

/** Notes of a sheet that are not ours, by cell (`C5`); and whether there were any of ours. */
export interface ExistingNotes {
  readonly foreign: ReadonlyMap<string, ForeignNote>
  readonly hadOurs: boolean
}

/** Reads a comments part, leaving ours out as it goes. */
export async function readNotes(stream: Readable): Promise<ExistingNotes> {
  const foreign = new Map<string, ForeignNote>()
  const authors: string[] = []
  let hadOurs = false
  let ref = ''
  let author = ''
  let runs: { properties: string; text: string }[] = []
  let properties = ''
  let text = ''
  let inText = false
  let inProperties = 0
  let inAuthor = false
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = local(tag.name)
    if (inProperties > 0 || name === 'rPr') {
      inProperties++
      const attributes = Object.entries(tag.attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
      properties += `<${name}${attributes.join('')}${tag.isSelfClosing ? '/>' : '>'}`
    } else if (name === 'author') {
      inAuthor = true
      text = ''
    } else if (name === 'comment') {
      ref = tag.attributes.ref ?? ''
      author = authors[Number(tag.attributes.authorId ?? 0)] ?? ''
      runs = []
    } else if (name === 'r') properties = ''
    else if (name === 't') {
      inText = true
      text = ''
    }
  })
  parser.on('text', (piece) => {
    if (inText || inAuthor) text += piece
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    const name = local(tag.name)
    if (inProperties > 0) {
      inProperties--
      if (!tag.isSelfClosing) properties += `</${name}>`
    } else if (name === 'author') {
      inAuthor = false
      authors.push(text)
    } else if (name === 't') {
      inText = false
      runs.push({ properties, text })
      properties = ''
    } else if (name === 'comment') {
      const kept = author === noteAuthor ? [] : theirs(runs)
      if (kept.length !== runs.length || kept.some((run, i) => run.text !== runs[i]!.text)) hadOurs = true
      if (kept.some((run) => run.text.trim() !== '')) foreign.set(ref, { author, runs: kept })
    }
  })
  let decoder: TextDecoder | undefined
  for await (const chunk of stream) {
    decoder ??= partDecoder(chunk as Buffer)
    parser.write(decoder.decode(chunk as Buffer, { stream: true }))
  }
  parser.write(decoder?.decode() ?? '').close()
  return { foreign, hadOurs }
}

/** The runs of a note up to our mark. */
function theirs(runs: readonly { properties: string; text: string }[]): { properties: string; text: string }[] {
  const kept: { properties: string; text: string }[] = []
  for (const run of runs) {
    const at = run.text.indexOf(noteMark)
    if (at < 0) {
      kept.push(run)
      continue
    }
    const before = run.text.slice(0, at).replace(/\n+$/, '')
    if (before !== '') kept.push({ properties: run.properties, text: before })
    break
  }
  return kept
}

/** What we write into a note, Vietnamese first. */
export function noteText(mark: CellMark): string {
  return [noteMark, ...mark.texts.map(({ vi }) => `• ${vi}`), ...mark.texts.map(({ en }) => `• ${en}`)].join('\n')
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A comments part with the notes of others and ours, in the order of cells. */
export function* writeNotes(foreign: ReadonlyMap<string, ForeignNote>, marks: Iterable<CellMark>): Generator<Buffer> {
  const authors = [noteAuthor, ...new Set([...foreign.values()].map(({ author }) => author))]
  yield Buffer.from(
    `${declaration}<comments xmlns="${main}"><authors>${authors.map((name) => `<author>${escapeText(name)}</author>`).join('')}</authors><commentList>`,
  )
  const run = (text: string, properties = ''): string =>
    `<r>${properties}<t xml:space="preserve">${escapeText(xmlSafe(text))}</t></r>`
  const note = (ref: string, theirs: ForeignNote | undefined, ours: string | null): string => {
    const author = theirs === undefined ? 0 : authors.indexOf(theirs.author, 1)
    const runs = (theirs?.runs ?? []).map(({ text, properties }) => run(text, properties))
    if (ours !== null) runs.push(run(theirs === undefined ? ours : `\n${ours}`))
    return `<comment ref="${ref}" authorId="${author}"><text>${runs.join('')}</text></comment>`
  }
  const rest = new Map(foreign)
  let text = ''
  for (const mark of marks) {
    const ref = `${columnName(mark.column)}${mark.row}`
    text += note(ref, rest.get(ref), noteText(mark))
    rest.delete(ref)
    if (text.length > 65_536) {
      yield Buffer.from(text)
      text = ''
    }
  }
  for (const [ref, theirs] of rest) text += note(ref, theirs, null)
  yield Buffer.from(`${text}</commentList></comments>`)
}

/** Row and column (0-based both, as drawings count) of a reference. */
function drawingPlace(ref: string): { row: number; column: number } {
  return { row: Number(/\d+/.exec(ref)?.[0] ?? 1) - 1, column: columnIndex(ref) }
}

const opening =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'

/** The drawing that notes need to be shown: kept shapes as they are, then one hidden box for each new note. */
export function* writeShapes(
  kept: readonly string[],
  shapeless: Iterable<string>,
  marks: Iterable<CellMark>,
): Generator<Buffer> {
  yield Buffer.from(opening + kept.join(''))
  let text = ''
  let number = 100_000
  const shape = (row: number, column: number, lines: number): string => {
    const height = Math.min(12, 2 + lines * 2)
    return `<v:shape id="_x0000_s${++number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:2pt;width:260pt;height:${height * 12}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 12, ${Math.max(0, row - 1)}, 6, ${column + 5}, 12, ${Math.max(0, row - 1) + height}, 6</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  }
  for (const ref of shapeless) {
    const { row, column } = drawingPlace(ref)
    text += shape(row, column, 2)
  }
  for (const mark of marks) {
    text += shape(mark.row - 1, mark.column, mark.texts.length * 2)
    if (text.length > 65_536) {
      yield Buffer.from(text)
      text = ''
    }
  }
  yield Buffer.from(`${text}</xml>`)
}

/**
 * The shapes of an existing drawing that stay: everything that is no note, and the boxes of notes that stay. Read by text,
 * since Excel writes drawings that are not always well-formed XML.
 */
export async function readShapes(
  stream: Readable,
  stays: (ref: string) => boolean,
): Promise<{ shapes: string[]; refs: Set<string> }> {
  const shapes: string[] = []
  const refs = new Set<string>()
  let text = ''
  const decoder = new TextDecoder()
  const consume = (): void => {
    const pattern = /<v:shape\s[\s\S]*?<\/v:shape>/g
    let end = 0
    for (const [shape] of text.matchAll(pattern)) {
      end = text.indexOf(shape, end) + shape.length
      if (!/ObjectType="Note"/.test(shape)) {
        shapes.push(shape)
        continue
      }
      const row = /<x:Row>\s*(\d+)\s*<\/x:Row>/.exec(shape)?.[1]
      const column = /<x:Column>\s*(\d+)\s*<\/x:Column>/.exec(shape)?.[1]
      const ref = `${columnName(Number(column ?? 0))}${Number(row ?? 0) + 1}`
      if (!stays(ref)) continue
      shapes.push(shape)
      refs.add(ref)
    }
    text = text.slice(end)
  }
  for await (const chunk of stream) {
    text += decoder.decode(chunk as Buffer, { stream: true })
    if (text.length > 262_144) consume()
  }
  text += decoder.decode()
  consume()
  return { shapes, refs }
}
