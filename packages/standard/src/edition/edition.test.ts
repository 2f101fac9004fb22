import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition, editionIds, examine, type FieldDef, joinClasses, splitByClass } from '../index.ts'

const standard = edition()

test('edition 2023 has exactly the 109 fields, each fully described', () => {
  assert.equal(standard.id, '2023')
  assert.deepEqual(
    standard.fields.map((f) => f.no),
    Array.from({ length: 109 }, (_, i) => i + 1),
  )
  assert.equal(new Set(standard.fields.map((f) => f.id)).size, 109)
  assert.equal(new Set(standard.fields.map((f) => f.column)).size, 109)
  for (const f of standard.fields) {
    assert.match(f.id, /^[a-z][A-Za-z]*$/)
    assert.ok(f.label.vi && f.label.en && f.group.vi && f.group.en && f.legal, f.id)
    assert.deepEqual(Object.keys(f.duty), ['CB', 'CC', 'VC', 'HD'])
    for (const c of f.columns ?? []) assert.ok(c.label.vi && c.label.en, `${f.id}.${c.id}`)
    if (f.pattern) assert.ok(new RegExp(f.pattern, 'u'))
  }
})

test('the 19 lists have 81 columns, their dates are partial', () => {
  const lists = standard.fields.filter((f) => f.type === 'list')
  assert.equal(lists.length, 19)
  const columns = lists.flatMap((f) => f.columns ?? [])
  assert.equal(columns.length, 81)
  assert.ok(columns.every((c) => c.type !== 'date'))
})

test('where type and note differ the note wins', () => {
  const types = (type: string) => standard.fields.filter((f) => f.type === type).map((f) => f.id)
  assert.deepEqual(types('address'), ['queQuan', 'noiThuongTru', 'noiOHienNay'])
  assert.deepEqual(types('attachment'), ['anhChanDung'])
  assert.ok(types('partialDate').includes('ngaySinh'))
})

test('contract workers owe identity, unit and contract; public employees owe the type of contract', () => {
  const required = (c: keyof FieldDef['duty']) =>
    standard.fields.filter((f) => f.duty[c] === 'required').map((f) => f.id)
  const contract = 'coQuanQuanLy coQuanSuDung soDinhDanh loaiDoiTuong hoTenKhaiSinh gioiTinh ngaySinh loaiHopDong'
  assert.deepEqual(required('HD').sort(), contract.split(' ').sort())
  assert.ok(required('VC').includes('loaiHopDong'))
  assert.ok(!required('CC').includes('loaiHopDong'))
  assert.ok(!required('CB').includes('maNgach'))
})

test('every code list that a field names exists and holds unique codes', () => {
  for (const f of standard.fields) {
    for (const def of [f, ...(f.columns ?? [])]) {
      if (def.codeList) assert.ok(standard.codeList(def.codeList).items.length > 1, def.codeList)
    }
  }
  // `xa-phuong` unites two divisions of the country, which share codes.
  for (const id of standard.codeListIds.filter((one) => one !== 'xa-phuong')) {
    const codes = standard.codeList(id).items.map((i) => i.code)
    assert.equal(new Set(codes).size, codes.length, id)
  }
  assert.throws(() => standard.codeList('none'), RangeError)
})

test('an unknown edition is a RangeError, also with a hostile name', () => {
  for (const id of ['1999', '../x', '', '__proto__']) assert.throws(() => edition(id), RangeError)
})

test('at most 15 rules block, and rule ids are unique', () => {
  assert.ok(standard.rules.filter((r) => r.weight === 'blocks').length <= 15)
  assert.equal(new Set(standard.rules.map((r) => r.id)).size, standard.rules.length)
  for (const r of standard.rules) assert.ok(r.message.vi && r.message.en && r.legal, r.id)
})

test('classes are split and joined without loss', () => {
  const record = { ngaySinh: '1975', soDinhDanh: '001075000001', heSoLuong: 2.34, tinhTrangSucKhoe: null, email: 'x' }
  const { values, bad } = examine(record, standard, '2023-06-20')
  const texts = splitByClass(values, bad, standard)
  assert.equal(texts.public, '{"ngaySinh":"1975"}')
  assert.equal(texts.internal, '{"email":"x","heSoLuong":2.34,"$bad":["email"]}')
  assert.equal(texts.sealed, '{"tinhTrangSucKhoe":null}')
  assert.deepEqual(joinClasses(texts), { values, bad })
  assert.deepEqual(splitByClass({}, [], standard), { public: null, internal: null, restricted: null, sealed: null })
  assert.ok(editionIds().includes('2023'))
})
