import { createReadStream } from 'node:fs'
import { FileRefused } from './refusal.ts'
import type { Source, SourceRecord } from './source.ts'

/** Bytes of one line; more is refused, since no record may be that long and memory must not grow. */
const lineLimit = 16 * 1024 * 1024

/**
 * Reads an .ndjson file line by line. Lines go on as the bytes they are, without their line break (and a carriage return
 * before it); empty lines are passed over, a byte-order mark at the beginning is dropped.
 */
export function ndjsonSource(path: string, name: string): Source {
  return {
    kind: 'ndjson',
    sheets: [{ name, columns: {} }],
    async *records() {
      let number = 0
      for await (const line of readLines(path, name)) {
        number++
        const record = trimmed(line, number === 1)
        if (record.length > 0) yield { line: record, place: { sheet: 0, row: number } } satisfies SourceRecord
      }
    },
    notes: () => [],
    close: async () => {},
  }
}

/** The lines of a file as bytes, without `\n`. */
export async function* readLines(path: string, name: string): AsyncGenerator<Uint8Array> {
  let rest: Buffer[] = []
  let held = 0
  let number = 1
  for await (const chunk of createReadStream(path, { highWaterMark: 512 * 1024 })) {
    const bytes = chunk as Buffer
    let start = 0
    for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
      const piece = bytes.subarray(start, end)
      yield held === 0 ? piece : Buffer.concat([...rest, piece])
      rest = []
      held = 0
      start = end + 1
      number++
    }
    if (start < bytes.length) {
      rest.push(bytes.subarray(start))
      held += bytes.length - start
    }
    if (held > lineLimit) {
      throw new FileRefused(
        'ndjson.line',
        {
          vi: 'Dòng dài quá 16 MiB. Cần mỗi hồ sơ một dòng JSON',
          en: 'The line is longer than 16 MiB. Expected one JSON record per line',
        },
        { file: name, row: number },
      )
    }
  }
  if (held > 0) yield Buffer.concat(rest)
}

function trimmed(line: Uint8Array, first: boolean): Uint8Array {
  let start = 0
  let end = line.length
  if (first && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf) start = 3
  while (end > start && (line[end - 1] === 13 || line[end - 1] === 32)) end--
  return line.subarray(start, end)
}
