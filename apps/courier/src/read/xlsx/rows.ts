import type { Readable } from 'node:stream'
import { type Cell, columnIndex, type NumberLook, type Row } from '../cell.ts'
import { type Strings, unescapeExcel } from './strings.ts'
import { pumpXml } from './xml.ts'

/**
 * Streams the rows of a sheet that hold at least one cell. Reads `sheetData` only; cells without an `r` attribute follow
 * their predecessor, as the format allows. Formulas give their cached value, or `{t: 'formula'}` when there is none.
 */
export async function* readRows(
  stream: Readable,
  part: string,
  strings: Strings,
  looks: readonly (NumberLook | undefined)[],
): AsyncGenerator<Row> {
  let ready: Row[] = []
  let rowNumber = 0
  let cells: (Cell | undefined)[] = []
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let formula = ''
  let hasValue = false
  let hasFormula = false
  let phonetic = 0
  let into: 'value' | 'formula' | 'inline' | '' = ''
  const finish = (): Cell | undefined => {
    if (!hasValue) return hasFormula ? { t: 'formula', v: formula } : undefined
    switch (type) {
      case 's': {
        const text = strings.get(Number(value))
        return text === '' ? undefined : { t: 'text', v: text }
      }
      case 'str':
      case 'inlineStr':
        return value === '' ? undefined : { t: 'text', v: unescapeExcel(value) }
      case 'b':
        return { t: 'boolean', v: value.trim() === '1' || value.trim() === 'true' }
      case 'e':
        return { t: 'error', v: value }
      case 'd':
        return { t: 'text', v: value.slice(0, 10) }
      default: {
        if (value.trim() === '') return undefined
        const number = Number(value)
        if (!Number.isFinite(number)) return { t: 'text', v: value }
        const look = looks[style]
        return look === undefined ? { t: 'number', v: number } : { t: 'number', v: number, look }
      }
    }
  }
  const listener = {
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      switch (name) {
        case 'c': {
          const reference = attributes.r
          column = reference === undefined ? column + 1 : columnIndex(reference)
          type = attributes.t ?? ''
          style = Number(attributes.s ?? 0)
          value = ''
          formula = ''
          hasValue = false
          hasFormula = false
          break
        }
        case 'v':
          into = 'value'
          hasValue = true
          break
        case 'f':
          into = 'formula'
          hasFormula = true
          break
        case 't':
          if (type === 'inlineStr' && phonetic === 0) {
            into = 'inline'
            hasValue = true
          }
          break
        case 'rPh':
          phonetic++
          break
        case 'row': {
          const number = attributes.r
          rowNumber = number === undefined ? rowNumber + 1 : Number(number)
          cells = []
          column = -1
          break
        }
        default:
      }
    },
    text(piece: string): void {
      if (into === '') return
      if (into === 'formula') formula += piece
      else value += piece
    },
    close(name: string): void {
      switch (name) {
        case 'v':
        case 'f':
        case 't':
          into = ''
          break
        case 'rPh':
          phonetic--
          break
        case 'c': {
          const cell = finish()
          if (cell !== undefined && column >= 0) cells[column] = cell
          break
        }
        case 'row':
          if (cells.length > 0) ready.push({ row: rowNumber, cells })
          break
        default:
      }
    },
  }
  for await (const _ of pumpXml(stream, part, listener)) {
    if (ready.length === 0) continue
    const batch = ready
    ready = []
    yield* batch
  }
}
