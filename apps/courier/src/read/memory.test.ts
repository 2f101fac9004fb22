import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { WireRecord } from '@cbccvc/standard'
import { people } from '../testing/people.ts'
import { rawWorkbook, scratchFolder } from '../testing/workbook.ts'
import { columnName } from './cell.ts'

const folder = scratchFolder()
after(() => folder.remove())
const child = join(import.meta.dirname, '..', 'testing', 'memory-child.ts')
/** The flags of bin/courier.mjs. */
const flags = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256', '--max-semi-space-size=8']
const scalar = [
  'soDinhDanh',
  'hoTenKhaiSinh',
  'gioiTinh',
  'ngaySinh',
  'loaiDoiTuong',
  'coQuanQuanLy',
  'coQuanSuDung',
  'danToc',
]

function row(number: number, texts: readonly string[]): string {
  const cells = texts.map((text, i) => `<c r="${columnName(i)}${number}" t="inlineStr"><is><t>${text}</t></is></c>`)
  return `<row r="${number}">${cells.join('')}</row>`
}

const value = (record: WireRecord, field: string): string => String(record[field])

const makers: Record<string, (n: number) => Promise<string>> = {
  ndjson: async (n) => folder.file(`${n}.ndjson`, [...people(n)].map((one) => `${JSON.stringify(one)}\n`).join('')),
  csv: async (n) =>
    folder.file(
      `${n}.csv`,
      [scalar, ...[...people(n)].map((one) => scalar.map((field) => value(one, field)))]
        .map((line) => line.join(';'))
        .join('\n'),
    ),
  xlsx: async (n) => {
    const all = [...people(n)]
    const rows = [scalar, ...all.map((one) => scalar.map((field) => value(one, field)))]
    const careers = [['soDinhDanh', 'tuNgay', 'donVi', 'chucDanh']]
    for (let copy = 0; copy < 4; copy++) {
      for (const one of all.toReversed())
        careers.push([value(one, 'soDinhDanh'), `0${copy + 1}/2010`, 'Sở Thử nghiệm', `Việc ${copy}`])
    }
    return folder.file(
      `${n}.xlsx`,
      await rawWorkbook([
        { name: 'quaTrinhCongTac', rows: careers.map((texts, i) => row(i + 1, texts)).join('') },
        { name: 'Hồ sơ', rows: rows.map((texts, i) => row(i + 1, texts)).join('') },
      ]),
    )
  },
}

for (const [kind, make] of Object.entries(makers)) {
  test(`memory does not grow with the file: ${kind}`, async () => {
    const peak = async (n: number): Promise<number> => {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [...flags, child, join(folder.path, `home-${kind}-${n}`), await make(n)],
        { encoding: 'utf8' },
      )
      assert.notEqual(stdout, '', stderr)
      const said = JSON.parse(stdout) as { records: number; mib: number }
      assert.equal(said.records, n)
      return said.mib
    }
    const [small, large] = [await peak(1500), await peak(12_000)]
    assert.ok(large < 400 && large - small < 130, `${small} MiB for 1,500 people, ${large} MiB for 12,000`)
  })
}
