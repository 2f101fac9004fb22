import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition, examine } from '@cbccvc/standard'
import fc from 'fast-check'
import { type Cell, columnIndex, columnName, plainNumber } from './cell.ts'
import { serialDate } from './dates.ts'
import { fold } from './fold.ts'
import { parseMapping } from './mapping.ts'
import { FileRefused } from './refusal.ts'
import { readOptions } from './standard.ts'
import { addressTargets, target } from './target.ts'
import { wireValue } from './value.ts'
import { lookOf } from './xlsx/looks.ts'

const standard = edition('2023')
const { codeNames, fields } = readOptions(standard)
const field = (id: string) => target(id, id, standard.byId.get(id)!)

function read(cell: Cell, id: string, values = new Map<string, ReadonlyMap<string, unknown>>()) {
  const told: string[] = []
  const to = id.includes('.')
    ? addressTargets(standard.byId.get(id.split('.')[0]!)!).find(({ key }) => key === id)!
    : field(id)
  const value = wireValue(cell, to, { date1904: false, codeNames, values }, (code) => told.push(code))
  return { value, told }
}

test('zeros that a number cell lost come back only where their number is certain', () => {
  assert.deepEqual(read({ t: 'number', v: 1085012345 }, 'soDinhDanh'), { value: '001085012345', told: ['cell.zeros'] })
  assert.deepEqual(read({ t: 'number', v: 79186054321 }, 'soDinhDanh'), { value: '079186054321', told: ['cell.zeros'] })
  assert.deepEqual(
    read({ t: 'number', v: 79186054321, look: { digits: 12 } }, 'soDinhDanh').told,
    [],
    'the user sees them',
  )
  assert.equal(read({ t: 'number', v: 12345678 }, 'soGiayTo').value, '12345678', 'nine or twelve digits: not certain')
  assert.equal(read({ t: 'number', v: 912345678 }, 'soDienThoai').value, '912345678')
  assert.equal(read({ t: 'text', v: '79186054321' }, 'soDinhDanh').value, '79186054321', 'text is left as it is')
})

test('dates say as much as Excel shows, and numbers that are none are left to the standard', () => {
  const serial = 31_245
  assert.equal(read({ t: 'number', v: serial, look: { date: 'day' } }, 'ngaySinh').value, '1985-07-17')
  assert.equal(read({ t: 'number', v: serial, look: { date: 'month' } }, 'ngaySinh').value, '1985-07')
  assert.equal(read({ t: 'number', v: serial, look: { date: 'year' } }, 'ngaySinh').value, '1985')
  assert.deepEqual(read({ t: 'number', v: serial }, 'ngaySinh'), { value: '1985-07-17', told: ['cell.serial'] })
  assert.equal(read({ t: 'number', v: 1985 }, 'ngaySinh').value, '1985')
  assert.equal(read({ t: 'number', v: 123456 }, 'ngaySinh').value, '123456')
  assert.equal(
    read({ t: 'number', v: 36_954, look: { date: 'day' } }, 'heSoLuong').value,
    '2001-03-04',
    'a number that Excel took for a date',
  )
  assert.equal(read({ t: 'number', v: 36_954, look: { date: 'day' } }, 'soHieu').value, '04/03/2001')
})

test('a date written as the template asks is no repair; any other way of writing is left for the standard to note', () => {
  for (const [text, id, value] of [
    ['12/03/1985', 'ngaySinh', '1985-03-12'],
    ['03/1985', 'ngaySinh', '1985-03'],
    ['1985', 'ngaySinh', '1985'],
    ['01/02/2005', 'ngayVaoCoQuan', '2005-02-01'],
    ['02/2005', 'ngayVaoCoQuan', '02/2005'],
    ['1/2/2005', 'ngayVaoCoQuan', '1/2/2005'],
    ['31/02/2005', 'ngayVaoCoQuan', '31/02/2005'],
    ['02-03-2005', 'ngayVaoCoQuan', '02-03-2005'],
  ] as const) {
    assert.deepEqual(read({ t: 'text', v: text }, id), { value, told: [] })
    const whole = value !== text || /^\d{4}$/.test(text)
    const found = examine({ [id]: value }, standard, '2023-06-20').findings.filter(({ path }) => path === id)
    assert.equal(found.length === 0, whole, text)
  }
})

test('empty, unknown and not permitted can be said; a formula without a result says nothing', () => {
  assert.equal(read({ t: 'text', v: ' (trống) ' }, 'tenGoiKhac').value, null)
  assert.deepEqual(read({ t: 'text', v: '(Không rõ)' }, 'tonGiao').value, { $: 'unknown' })
  assert.deepEqual(read({ t: 'text', v: '(không được phép)' }, 'tonGiao').value, { $: 'notPermitted' })
  assert.deepEqual(read({ t: 'formula', v: 'A1' }, 'heSoLuong'), { value: undefined, told: ['cell.formula'] })
  assert.deepEqual(read({ t: 'error', v: '#N/A' }, 'heSoLuong'), { value: undefined, told: ['cell.error'] })
  assert.equal(read({ t: 'text', v: '   ' }, 'tenGoiKhac').value, undefined)
})

test('codes: several in one cell, the template’s own choices, value maps; the rest is for the standard', () => {
  assert.deepEqual(read({ t: 'text', v: '01; 02 ;03' }, 'doiTuongChinhSach').value, ['01', '02', '03'])
  assert.equal(read({ t: 'text', v: '01 – Kinh' }, 'danToc').value, '01')
  assert.equal(read({ t: 'text', v: '01 – Tày' }, 'danToc').value, '01 – Tày', 'code and name disagree')
  assert.equal(read({ t: 'number', v: 1 }, 'danToc').value, '1')
  assert.equal(read({ t: 'text', v: '00001 – Phường Phúc Xá' }, 'queQuan.xa').value, '00001')
  const values = new Map([['gioiTinh', new Map([[fold('M'), '1']])]])
  assert.equal(read({ t: 'text', v: 'm' }, 'gioiTinh', values).value, '1')
})

test('in a CSV a plainly written number is a number, and a doubtful one stays text', () => {
  const at = (text: string): unknown =>
    wireValue(
      { t: 'text', v: text },
      field('heSoLuong'),
      { date1904: false, codeNames, values: new Map(), plainText: true },
      () => {},
    )
  assert.equal(at('3.66'), 3.66)
  assert.equal(at('12'), 12)
  for (const doubtful of ['3,66', '1.234', '0123', '12345678901234567', '3.']) assert.equal(at(doubtful), doubtful)
})

test('day numbers agree with the calendar in both systems', () => {
  assert.equal(serialDate(1, false), '1900-01-01')
  assert.equal(serialDate(59, false), '1900-02-28')
  assert.equal(serialDate(60, false), null)
  assert.equal(serialDate(61, false), '1900-03-01')
  assert.equal(serialDate(0, true), '1904-01-01')
  fc.assert(
    fc.property(fc.integer({ min: 1462, max: 2_900_000 }), (serial) => {
      assert.equal(serialDate(serial, false), serialDate(serial - 1462, true))
    }),
  )
})

test('number formats are told apart', () => {
  assert.deepEqual(lookOf('dd/mm/yyyy'), { date: 'day' })
  assert.deepEqual(lookOf('[$-42A]mmmm, yyyy;@'), { date: 'month' })
  assert.deepEqual(lookOf('yyyy'), { date: 'year' })
  assert.deepEqual(lookOf('h:mm'), { date: 'time' })
  assert.deepEqual(lookOf('000000000000'), { digits: 12 })
  for (const plain of ['General', '0.00', '#,##0', '0%', '@', '"ngày" 0', '_(* #,##0_)'])
    assert.equal(lookOf(plain), undefined, plain)
})

test('numbers are written without an exponent, columns by letters', () => {
  assert.equal(plainNumber(1.091e11), '109100000000')
  assert.equal(plainNumber(3.3300000000000001), '3.33')
  fc.assert(fc.property(fc.integer({ min: 0, max: 16_383 }), (n) => assert.equal(columnIndex(`${columnName(n)}7`), n)))
})

test('a mapping file is checked, and a slip is named', () => {
  const good = parseMapping(
    {
      sheets: { DS: 'people', X: null, L: { is: 'quaTrinhLuong', headerRow: 3, columns: { HS: 'heSo' } } },
      columns: { Mã: 'soDinhDanh', Bỏ: null },
      constants: { coQuanQuanLy: 'G09' },
    },
    fields,
  )
  assert.equal(good.sheets.L?.headerRow, 3)
  for (const bad of [
    { colums: {} },
    { columns: { A: 'ngaySinhh' } },
    { sheets: { A: 'ngaySinh' } },
    { constants: { x: 1 } },
    [],
  ]) {
    assert.throws(() => parseMapping(bad, fields), FileRefused, JSON.stringify(bad))
  }
})
