import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Book, Sheet } from '../cell.ts'
import { FileRefused } from '../refusal.ts'
import { openZip } from '../xlsx/zip.ts'
import { decodeText, fileStream, guessEncoding } from './encoding.ts'
import { readCsvRows } from './rows.ts'

/** A `.csv`, `.tsv` or `.txt` file. */
export function isCsvName(name: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(name)
}

function csvSheet(name: string, open: () => Promise<Readable>): Sheet {
  return {
    name: basename(name).replace(/\.[^.]+$/, ''),
    hidden: false,
    async *rows() {
      const encoding = await guessEncoding(await open())
      yield* readCsvRows(decodeText(await open(), encoding), name)
    },
  }
}

/** Opens one CSV file, or a folder or zip of CSV files: the people in one file, each list field in a file of its name. */
export async function openCsv(path: string): Promise<Book> {
  if (statSync(path).isDirectory()) {
    const names = readdirSync(path).filter(isCsvName).sort()
    return book(names.map((name) => csvSheet(name, async () => fileStream(join(path, name)))))
  }
  if (/\.zip$/i.test(path)) {
    const zip = await openZip(path)
    const names = zip.names.filter((name) => isCsvName(name) && !/(^|\/)(\.|__MACOSX)/.test(name)).sort()
    return book(
      names.map((name) => csvSheet(name, () => zip.stream(name))),
      () => zip.close(),
    )
  }
  return book([csvSheet(basename(path), async () => fileStream(path))])
}

function book(sheets: Sheet[], close: () => void = () => {}): Book {
  if (sheets.length === 0) {
    close()
    throw new FileRefused('csv.none', {
      vi: 'Không thấy tệp .csv nào. Cần một tệp cho người và mỗi trường danh sách một tệp',
      en: 'No .csv file found. Expected one file of people and one file for each list field',
    })
  }
  return {
    kind: 'csv',
    sheets,
    date1904: false,
    async close() {
      close()
    },
  }
}
