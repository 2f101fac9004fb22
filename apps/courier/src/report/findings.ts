import { closeSync, openSync, writeSync } from 'node:fs'
import { weightWords } from '@cbccvc/contract/words'
import { type Edition, type Finding, placeOf, sentence, type Text, type Weight } from '@cbccvc/standard'
import type { Marks } from '../mark/marks.ts'
import { columnName } from '../read/cell.ts'
import { cellOf, type RecordPlace, type SheetLayout } from '../read/place.ts'

/** A finding with its sentences, as the feed brings it or as the check at home makes it. */
export interface ToldFinding extends Text {
  readonly rule: string
  readonly path: string
  readonly weight: Weight
}

/** Makes the sentences of findings of the check at home. */
export function told(findings: readonly Finding[], edition: Edition): ToldFinding[] {
  return findings.map((finding) => ({
    rule: finding.rule,
    path: finding.path,
    weight: finding.weight,
    vi: sentence(finding, 'vi', edition),
    en: sentence(finding, 'en', edition),
  }))
}

/** A findings file being written: CSV that Excel opens as it is (UTF-8 with mark, semicolons), one finding a line. */
export interface FindingsReport {
  readonly path: string
  readonly lines: number
  /** The same lines by their weight. */
  readonly weights: Readonly<Record<Weight, number>>
  /** Adds the findings of one record; `place` is where it stands in the source, where that is known. */
  add(index: number, place: RecordPlace | null, findings: readonly ToldFinding[]): void
  close(): void
}

const heading = [
  'Hồ sơ / Record',
  'Bảng / Sheet',
  'Dòng / Row',
  'Cột / Column',
  'Trường / Field',
  'Mức / Weight',
  'Nội dung',
  'Message',
  'Quy tắc / Rule',
]

/**
 * Opens a findings report. With `marks`, findings that must be mended (`blocks`, `asks`) are put on their cells as well;
 * notes tell of repairs that need nothing from anybody and stay in the file.
 */
export function openReport(
  path: string,
  { sheets, edition, marks }: { sheets: readonly SheetLayout[]; edition: Edition; marks?: Marks | undefined },
): FindingsReport {
  const file = openSync(path, 'w', 0o600)
  let buffer = `\uFEFF${heading.map(quoted).join(';')}\r\n`
  let lines = 0
  const weights = { blocks: 0, asks: 0, notes: 0 }
  const flush = (): void => {
    writeSync(file, buffer)
    buffer = ''
  }
  return {
    path,
    get lines() {
      return lines
    },
    weights,
    add(index, place, findings) {
      for (const { rule, path: field, weight, vi, en } of findings) {
        const cell = place === null ? null : cellOf(field, place, sheets)
        const where =
          cell === null
            ? ['', '', '']
            : [sheets[cell.sheet]?.name ?? '', String(cell.row), cell.exact ? columnName(cell.column) : '']
        const word = weightWords[weight]
        const row = [
          String(index + 1),
          ...where,
          placeOf(field, 'vi', edition),
          `${word.vi} / ${word.en}`,
          vi,
          en,
          rule,
        ]
        buffer += `${row.map(quoted).join(';')}\r\n`
        lines++
        weights[weight]++
        if (cell !== null && weight !== 'notes') marks?.add(cell.sheet, cell.row, cell.column, weight, { vi, en })
      }
      if (buffer.length > 65_536) flush()
    },
    close() {
      flush()
      closeSync(file)
    },
  }
}

/** A CSV value; text that a spreadsheet would take for a formula is made plain by an apostrophe. */
function quoted(value: string): string {
  const plain = /^[=+@\t\r-]/.test(value) ? `'${value}` : value
  return `"${plain.replaceAll('"', '""')}"`
}
