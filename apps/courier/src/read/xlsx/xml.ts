import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { FileRefused } from '../refusal.ts'

/** What a listener of an XML stream may hear; names come without their prefix (`x:row` → `row`). */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/** The name without its prefix. */
export function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Decodes a part of a workbook: UTF-8 unless a byte-order mark says UTF-16. */
export function partDecoder(first: Uint8Array): TextDecoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder('utf-16le')
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder('utf-16be')
  return new TextDecoder('utf-8')
}

/** A parser bound to a listener. Entities that a DTD would define are not expanded: workbooks have no DTD. */
export function xmlParser(listener: XmlListener): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const { open, close, text } = listener
  if (open) parser.on('opentag', (tag: SaxesTagPlain) => open(local(tag.name), tag.attributes))
  if (close) parser.on('closetag', (tag: SaxesTagPlain) => close(local(tag.name)))
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  parser.on('error', (error) => {
    throw error
  })
  return parser
}

/** Runs a listener over a whole part. */
export async function readXml(stream: Readable, part: string, listener: XmlListener): Promise<void> {
  for await (const _ of pumpXml(stream, part, listener)) {
    // The listener keeps what it needs; the pump only lets others breathe between chunks.
  }
}

/** Feeds a part to a listener chunk by chunk and yields after each chunk, so that what was gathered can be taken away. */
export async function* pumpXml(stream: Readable, part: string, listener: XmlListener): AsyncGenerator<void> {
  const parser = xmlParser(listener)
  let decoder: TextDecoder | undefined
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer
      decoder ??= partDecoder(bytes)
      parser.write(decoder.decode(bytes, { stream: true }))
      yield
    }
    parser.write(decoder?.decode() ?? '')
    parser.close()
    yield
  } catch (error) {
    if (error instanceof FileRefused) throw error
    throw new FileRefused('file.xml', {
      vi: `Phần "${part}" của tệp bị hỏng (${(error as Error).message}); hãy mở bằng Excel và lưu lại`,
      en: `Part "${part}" of the file is damaged (${(error as Error).message}); open it in Excel and save it again`,
    })
  } finally {
    stream.destroy()
  }
}
