import type { Weight } from '@cbccvc/standard'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { local } from '../read/xlsx/xml.ts'
import { declaration, startTag } from './xml.ts'

/** Fill colours of marks. No other producer uses just these, so marks of an earlier return are known by them. */
export const markColours = { blocks: 'FFF4A7A1', asks: 'FFFFD58B', notes: 'FFFFF3B1' } as const satisfies Record<
  Weight,
  string
>
const ours = new Set<string>(Object.values(markColours))

interface Fill {
  readonly pattern: string
  /** Attributes of the foreground colour. */
  readonly colour: Readonly<Record<string, string>>
  /** Attributes of the background colour: in a fill of ours, the colour that the cell had before. */
  readonly behind: Readonly<Record<string, string>>
}

interface Xf {
  readonly attributes: Readonly<Record<string, string>>
  /** What stands inside the element, as XML. */
  readonly inner: string
}

/** The cell styles of a workbook, to which marked and restored ones are added as they are needed. */
export class Styles {
  readonly #source: string
  readonly #keepsBehind: boolean
  readonly #prefix: string
  readonly #fills: Fill[] = []
  readonly #newFills: string[] = []
  readonly #xfs: Xf[] = []
  readonly #known = new Map<string, number>()
  readonly #marked = new Map<string, number>()
  readonly #restored = new Map<number, number>()
  #newFrom: number

  /**
   * @param keepsBehind whether the program that wrote the part last keeps what stands behind a solid fill. LibreOffice
   *   puts a colour of its own there.
   */
  constructor(source: string, keepsBehind = true) {
    this.#source = source
    this.#keepsBehind = keepsBehind
    this.#prefix = this.#read()
    this.#newFrom = this.#xfs.length
    this.#xfs.forEach((xf, i) => {
      const key = xfText(xf, '')
      if (!this.#known.has(key)) this.#known.set(key, i)
    })
  }

  /** Whether some style carries a mark of an earlier return. */
  get hasMarks(): boolean {
    return this.#xfs.some((_, i) => this.#isMarked(i))
  }

  /** The style without our mark: itself, unless an earlier return coloured it. */
  plain(style: number): number {
    if (!this.#isMarked(style)) return style
    const known = this.#restored.get(style)
    if (known !== undefined) return known
    const { behind } = this.#fills[Number(this.#xfs[style]!.attributes.fillId ?? 0)]!
    const none = !this.#keepsBehind || Object.keys(behind).length === 0 || behind.indexed === '64'
    const colour = none ? null : behind
    const fillId = colour === null ? 0 : this.#addFill(colour, {})
    const plain = this.#addXf(this.#xfs[style]!, fillId)
    this.#restored.set(style, plain)
    return plain
  }

  /** The style of a cell with a mark of this weight; the colour it had is kept behind ours. */
  marked(style: number, weight: Weight): number {
    const base = this.plain(style)
    const key = `${base}/${weight}`
    const known = this.#marked.get(key)
    if (known !== undefined) return known
    const xf = this.#xfs[base] ?? {
      attributes: { numFmtId: '0', fontId: '0', fillId: '0', borderId: '0', xfId: '0' },
      inner: '',
    }
    const before = this.#fills[Number(xf.attributes.fillId ?? 0)]
    const behind = before?.pattern === 'solid' ? before.colour : { indexed: '64' }
    const index = this.#addXf(xf, this.#addFill({ rgb: markColours[weight] }, behind))
    this.#marked.set(key, index)
    return index
  }

  #isMarked(style: number): boolean {
    const fill = this.#fills[Number(this.#xfs[style]?.attributes.fillId ?? 0)]
    return fill?.pattern === 'solid' && ours.has((fill.colour.rgb ?? '').toUpperCase())
  }

  #addFill(colour: Readonly<Record<string, string>>, behind: Readonly<Record<string, string>>): number {
    const same = this.#fills.findIndex(
      (fill) =>
        fill.pattern === 'solid' &&
        JSON.stringify(fill.colour) === JSON.stringify(colour) &&
        JSON.stringify(fill.behind) === JSON.stringify(behind),
    )
    if (same >= 0) return same
    this.#fills.push({ pattern: 'solid', colour, behind })
    const p = this.#prefix
    const back = Object.keys(behind).length === 0 ? '' : startTag(`${p}bgColor`, behind, true)
    this.#newFills.push(
      `<${p}fill><${p}patternFill patternType="solid">${startTag(`${p}fgColor`, colour, true)}${back}</${p}patternFill></${p}fill>`,
    )
    return this.#fills.length - 1
  }

  #addXf(from: Xf, fillId: number): number {
    const attributes = { ...from.attributes, fillId: String(fillId), applyFill: '1' }
    const xf: Xf = { attributes, inner: from.inner }
    const key = xfText(xf, '')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#xfs.push(xf)
    this.#known.set(key, this.#xfs.length - 1)
    return this.#xfs.length - 1
  }

  /** Reads fills and cell styles; gives the prefix that the part uses. */
  #read(): string {
    let prefix = ''
    let path = ''
    let fill: { pattern: string; colour: Record<string, string>; behind: Record<string, string> } | null = null
    let xf: { attributes: Record<string, string>; inner: string } | null = null
    const parser = new SaxesParser({ xmlns: false, position: false })
    parser.on('opentag', (tag: SaxesTagPlain) => {
      const name = local(tag.name)
      if (path === '') prefix = tag.name.slice(0, tag.name.length - name.length)
      if (xf !== null) xf.inner += startTag(tag.name, tag.attributes, tag.isSelfClosing)
      if (path.endsWith('/fills') && name === 'fill') fill = { pattern: '', colour: {}, behind: {} }
      if (fill !== null && name === 'patternFill') fill.pattern = tag.attributes.patternType ?? ''
      if (fill !== null && name === 'fgColor') fill.colour = { ...tag.attributes }
      if (fill !== null && name === 'bgColor') fill.behind = { ...tag.attributes }
      if (path.endsWith('/cellXfs') && name === 'xf') xf = { attributes: { ...tag.attributes }, inner: '' }
      path += `/${name}`
    })
    parser.on('closetag', (tag: SaxesTagPlain) => {
      path = path.slice(0, path.lastIndexOf('/'))
      const name = local(tag.name)
      if (path.endsWith('/fills') && name === 'fill' && fill !== null) {
        this.#fills.push(fill)
        fill = null
      } else if (path.endsWith('/cellXfs') && name === 'xf' && xf !== null) {
        this.#xfs.push(xf)
        xf = null
      } else if (xf !== null && !tag.isSelfClosing) xf.inner += `</${tag.name}>`
    })
    parser.write(this.#source.replace(/^\uFEFF/, '')).close()
    return prefix
  }

  /** The part with what was added. */
  text(): string {
    const p = this.#prefix
    const xfs = this.#xfs.slice(this.#newFrom).map((xf) => xfText(xf, p))
    return appendTo(
      appendTo(this.#source, 'fills', this.#newFills, this.#fills.length),
      'cellXfs',
      xfs,
      this.#xfs.length,
    )
  }
}

function xfText({ attributes, inner }: Xf, prefix: string): string {
  return inner === ''
    ? startTag(`${prefix}xf`, attributes, true)
    : `${startTag(`${prefix}xf`, attributes)}${inner}</${prefix}xf>`
}

/** Adds children at the end of an element that holds a counted list, and corrects its count. */
function appendTo(source: string, element: string, children: readonly string[], count: number): string {
  if (children.length === 0) return source
  const start = new RegExp(`<((?:\\w+:)?${element})(\\s[^>]*?)?(/?)>`)
  const found = start.exec(source)
  if (found === null) return source
  const [whole, name, attributes = '', empty] = found
  const counted = `<${name}${attributes.replace(/\s+count="\d*"/, '')} count="${count}">`
  const inner = children.join('')
  if (empty === '/') return source.replace(whole, () => `${counted}${inner}</${name}>`)
  return source.replace(whole, () => counted).replace(`</${name}>`, () => `${inner}</${name}>`)
}

/** Styles for a workbook that has none. */
export const bareStyles = `${declaration}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`
