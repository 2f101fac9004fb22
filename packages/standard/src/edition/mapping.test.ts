import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition, examine, loadEdition, mapping, sentence, splitByClass } from '../index.ts'

const small = loadEdition(new URL('./fixtures/nho.json', import.meta.url))
const standard = edition('2023')

const values = {
  soDinhDanh: '001075000001',
  hoTenKhaiSinh: 'Nguyễn Văn An',
  ngaySinh: '1975-03',
  coQuanSuDung: 'G09.1',
  loaiDoiTuong: 'CC',
  ngayVaoDang: '2001-02',
  soTruongCongTac: 'Ngắn',
  email: 'an@example.vn',
  quaTrinhLuong: [{ tuNgay: '2019', bac: 2, heSo: 2.67 }],
}

test('a second edition works beside the first without any code of its own', () => {
  assert.equal(edition('nho'), small)
  const record = {
    soDinhDanh: '001075000001',
    hoVaTen: 'NGUYỄN VĂN AN',
    ngaySinh: '3/1975',
    coQuanSuDung: 'G09',
    loaiDoiTuong: 'CC',
  }
  const { values, key, missing, findings } = examine({ ...record, tiengAnh: 'C' }, small, '2026-08-01')
  assert.equal(key.hoTen, 'Nguyễn Văn An')
  assert.equal(values.ngaySinh, '1975-03')
  assert.deepEqual(missing, [])
  const code = findings.find((f) => f.rule === 'field.code')!
  const said = 'Tiếng Anh: “C” không có trong danh mục. Cần một mã của danh mục, ví dụ A – Thạo.'
  assert.equal(sentence(code, 'vi', small), said)
  assert.match(splitByClass(values, [], small).internal!, /"hoVaTen"/)
  assert.deepEqual(examine(record, small, '2026-08-01').missing, ['tiengAnh'])
})

test('its blocking rules follow the roles of its own fields', () => {
  const { findings } = examine({ soDinhDanh: '001075000001', coQuanSuDung: 'G09' }, small, '2026-08-01')
  assert.deepEqual(
    findings.filter((f) => f.weight === 'blocks').map((f) => [f.rule, f.path]),
    [['who.nameMissing', 'hoVaTen']],
  )
})

test('renamed fields go over, what has no place is named', () => {
  const forth = mapping(standard, small)
  assert.equal(forth.fields.get('hoTenKhaiSinh'), 'hoVaTen')
  assert.deepEqual(forth.added, ['tiengAnh'])
  assert.equal(forth.lossless, false)
  const { values: there, lost, bad } = forth.map(values, ['soTruongCongTac', 'email'])
  assert.equal(there.hoVaTen, 'Nguyễn Văn An')
  assert.equal(there.soTruong, 'Ngắn')
  assert.deepEqual(there.quaTrinhLuong, [{ tuNgay: '2019', heSo: 2.67 }])
  assert.deepEqual(
    lost.map((l) => [l.path, l.reason]),
    [
      ['ngayVaoDang', 'precision'],
      ['email', 'noField'],
      ['quaTrinhLuong[0].bac', 'noColumn'],
    ],
  )
  assert.deepEqual(bad, ['soTruong'])
})

test('there and back is the same where nothing was lost; an edition maps to itself without loss', () => {
  const { ngayVaoDang: _, email: __, quaTrinhLuong: ___, ...kept } = values
  const there = mapping(standard, small).map(kept)
  assert.deepEqual(there.lost, [])
  const back = mapping(small, standard).map(there.values)
  assert.deepEqual([back.values, back.lost], [kept, []])
  assert.equal(mapping(standard, standard).lossless, true)
  assert.equal(mapping(small, standard).lossless, false)
  assert.deepEqual(mapping(small, standard).dropped, ['tiengAnh'])
})

test('a text too long for its new place is lost, not cut', () => {
  const { values: there, lost } = mapping(standard, small).map({ soTruongCongTac: 'Dài hơn mười chữ' })
  assert.deepEqual(there, {})
  assert.deepEqual(
    lost.map((l) => l.reason),
    ['length'],
  )
})
