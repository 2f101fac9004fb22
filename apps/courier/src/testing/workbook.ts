import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packZip } from '../template/repack.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A sheet as XML, as other programs than ours may write it. */
export interface RawSheet {
  readonly name: string
  /** What stands inside `sheetData`. */
  readonly rows: string
  readonly state?: string
}

/** A workbook from raw XML: whatever a producer may do can be tried. */
export async function rawWorkbook(
  sheets: readonly RawSheet[],
  {
    strings,
    styles,
    date1904 = false,
    prefix = '',
  }: { strings?: string; styles?: string; date1904?: boolean; prefix?: string } = {},
): Promise<Buffer> {
  const p = prefix === '' ? '' : `${prefix}:`
  const ns = prefix === '' ? `xmlns="${main}"` : `xmlns:${prefix}="${main}"`
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`
  const files: [string, string][] = [
    [
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packages}">${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<${p}workbook ${ns} xmlns:r="${office}"><${p}workbookPr date1904="${date1904 ? 1 : 0}"/><${p}sheets>${sheets
        .map(
          ({ name, state }, i) =>
            `<${p}sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"${state ? ` state="${state}"` : ''}/>`,
        )
        .join('')}</${p}sheets></${p}workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packages}">${sheets.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${strings ? relation('t', 'sharedStrings', 'sharedStrings.xml') : ''}${styles ? relation('y', 'styles', 'styles.xml') : ''}</Relationships>`,
    ],
    ...sheets.map(({ rows }, i): [string, string] => [
      `xl/worksheets/sheet${i + 1}.xml`,
      `<?xml version="1.0" encoding="UTF-8"?><${p}worksheet ${ns}><${p}sheetData>${rows}</${p}sheetData></${p}worksheet>`,
    ]),
  ]
  if (strings !== undefined) files.push(['xl/sharedStrings.xml', `<sst xmlns="${main}">${strings}</sst>`])
  if (styles !== undefined) files.push(['xl/styles.xml', `<styleSheet xmlns="${main}">${styles}</styleSheet>`])
  return packZip(
    files.map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    true,
  )
}

/** A folder for the time of one test. */
export function scratchFolder(): {
  path: string
  file(name: string, content: string | Uint8Array): string
  remove(): void
} {
  const path = mkdtempSync(join(tmpdir(), 'courier-test-'))
  return {
    path,
    file(name, content) {
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
