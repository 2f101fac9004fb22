import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { isCsvName, openCsv } from './csv/book.ts'
import { ndjsonSource } from './ndjson.ts'
import { peopleSource, type ReadOptions } from './people.ts'
import { FileRefused } from './refusal.ts'
import type { Source } from './source.ts'
import { openXlsx } from './xlsx/book.ts'
import { openZip } from './xlsx/zip.ts'

/**
 * Opens a file to send, by what it is rather than by its name alone: .xlsx, .csv (one file, a folder or a zip), .ndjson.
 * Throws FileRefused with what was expected and where.
 */
export async function openSource(path: string, options: ReadOptions): Promise<Source> {
  const kind = await kindOf(path)
  if (kind === 'ndjson') return ndjsonSource(path, basename(path))
  const book = await (kind === 'xlsx' ? openXlsx(path) : openCsv(path))
  try {
    return await peopleSource(book, options)
  } catch (error) {
    await book.close()
    throw error
  }
}

async function kindOf(path: string): Promise<'xlsx' | 'csv' | 'ndjson'> {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    throw new FileRefused('file.missing', { vi: 'Không thấy tệp', en: 'There is no such file' }, { file: path })
  }
  if (stat.isDirectory()) return 'csv'
  const head = firstBytes(path)
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    const zip = await openZip(path)
    try {
      return zip.has('xl/workbook.xml') || !zip.names.some(isCsvName) ? 'xlsx' : 'csv'
    } finally {
      zip.close()
    }
  }
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new FileRefused(
      'file.oldExcel',
      {
        vi: 'Tệp là .xls cũ hoặc .xlsx có mật khẩu. Hãy mở bằng Excel và lưu lại dạng .xlsx không mật khẩu',
        en: 'The file is an old .xls, or an .xlsx with a password. Open it in Excel and save it as .xlsx without a password',
      },
      { file: basename(path) },
    )
  }
  if (/\.(ndjson|jsonl)$/i.test(path) || /^\uFEFF?\s*\{/.test(head.toString('utf8'))) return 'ndjson'
  if (isCsvName(path)) return 'csv'
  throw new FileRefused(
    'file.kind',
    {
      vi: 'Không nhận ra loại tệp. Cần .xlsx, .csv (một tệp, thư mục hoặc .zip) hoặc .ndjson',
      en: 'The kind of file is not recognised. Expected .xlsx, .csv (one file, a folder or a .zip) or .ndjson',
    },
    { file: basename(path) },
  )
}

function firstBytes(path: string): Buffer {
  const head = Buffer.alloc(64)
  const file = openSync(path, 'r')
  try {
    return head.subarray(0, readSync(file, head, 0, head.length, 0))
  } finally {
    closeSync(file)
  }
}
