import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition, examine, parseLine, sentence, type WireRecord } from '../index.ts'
import { bytes, clean, today } from '../testing/clean.ts'
import { engineRules } from './catalogue.ts'

const standard = edition()

/** Where each rule of the engine speaks: a change to the clean record or a whole line, and the path of the finding. */
type Case = readonly [rule: string, path: string, change: WireRecord | string | Uint8Array, on?: string]

const row = (column: Record<string, unknown>) => ({ quaTrinhLuong: [{ tuNgay: '2020', ...column }] })
const home = (parts: Record<string, unknown>) => ({
  queQuan: { tinh: '01', xa: '00016', phienBan: 'truoc2025', ...parts },
})
const lives = (xa: string, tinh = '01') => ({ noiOHienNay: { tinh, huyen: '001', xa, phienBan: 'truoc2025' } })

const cases: readonly Case[] = [
  ['line.json', '', '{"a":'],
  ['line.notObject', '', '[1]'],
  ['line.tooLong', '', `{"a":"${'x'.repeat(1 << 20)}"}`],
  ['line.tooMany', '', `{"a":[${'1,'.repeat(25_001)}1]}`],
  ['record.tooManyFindings', '', Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x${i}`, i]))],
  ['line.utf8', '', new Uint8Array([123, 34, 97, 34, 58, 34, 255, 34, 125])],
  ['line.duplicateKey', 'email', '{"email":"a@b.vn","email":"c@d.vn"}'],
  ['line.repeatedKey', 'email', '{"email":"a@b.vn","email":"a@b.vn"}'],
  ['line.tooDeep', 'email', `{"email":${'['.repeat(20)}${']'.repeat(20)}}`],
  ['line.key', '', '{"__proto__":1}'],
  ['line.number', 'heSoLuong', '{"heSoLuong":1e999}'],
  ['line.character', 'email', '{"email":"a\\u0000"}'],
  ['who.numberMissing', 'soDinhDanh', { soDinhDanh: undefined }],
  ['who.number', 'soDinhDanh', { soDinhDanh: '00107501234X' }],
  ['who.oldNumber', 'soDinhDanh', { soDinhDanh: '012345678', soGiayTo: '012345678' }],
  ['who.nameMissing', 'hoTenKhaiSinh', { hoTenKhaiSinh: null }],
  ['who.name', 'hoTenKhaiSinh', { hoTenKhaiSinh: 'Nguyễn 123' }],
  ['where.missing', 'coQuanSuDung', { coQuanSuDung: null, coQuanQuanLy: { $: 'unknown' } }],
  ['where.unreadable', 'coQuanSuDung', { coQuanSuDung: '???', coQuanQuanLy: null }],
  ['secret.mark', 'doMat', { doMat: true }],
  ['secret.mark', 'nhanXetDanhGia', { nhanXetDanhGia: 'TỐI MẬT' }],
  ['secret.stamp', 'nhanXetDanhGia', { nhanXetDanhGia: 'TỐI MẬT: kế hoạch' }],
  ['secret.stamp', 'kyLuat[0].hanhVi', { kyLuat: [{ tuNgay: '2020', hanhVi: 'MẬT - theo dõi' }] }],
  ['meta.unknown', '', { $other: 1 }],
  ['meta.trueFrom', '$trueFrom', { $trueFrom: '2023-02-30' }],
  ['meta.replaces', '$replaces', { $replaces: 'abc' }],
  ['field.unknown', '', { hoTenn: 'x' }],
  ['field.type', 'email', { email: true }],
  ['field.type', 'queQuan', { queQuan: 'Hà Nội' }],
  ['field.type', 'quaTrinhLuong', { quaTrinhLuong: {} }],
  ['field.type', 'quaTrinhLuong[0]', { quaTrinhLuong: ['x'] }],
  ['field.length', 'soHieu', { soHieu: 'x'.repeat(21) }],
  ['field.pattern', 'soBhxh', { soBhxh: '12345' }],
  ['field.range', 'heSoLuong', { heSoLuong: 49.8 }],
  ['field.whole', 'bacLuong', { bacLuong: 2.5 }],
  ['field.number', 'heSoLuong', { heSoLuong: 'bốn' }],
  ['field.date', 'ngayVaoCoQuan', { ngayVaoCoQuan: '31/02/2005' }],
  ['field.precision', 'ngayVaoCoQuan', { ngayVaoCoQuan: '2005-02' }],
  ['field.dateRange', 'ngaySinh', { ngaySinh: '1890' }],
  ['field.future', 'ngayVaoCoQuan', { ngayVaoCoQuan: '2023-06-21' }],
  ['field.code', 'danToc', { danToc: '77' }],
  ['field.code', 'quaTrinhLuong[0].maNgach', row({ maNgach: 'XX' })],
  ['field.codeDate', 'maNgach', { maNgach: 'V.07.02.04' }],
  ['field.organisation', 'coQuanSuDung', { coQuanSuDung: '12' }],
  ['field.organisationUnknown', 'coQuanSuDung', { coQuanSuDung: 'Y77.1' }],
  ['field.organisationClosed', 'coQuanSuDung', { coQuanSuDung: 'G24' }, '2025-08-01'],
  ['field.required', 'noiSinh', { noiSinh: undefined }],
  ['field.rows', 'quaTrinhLuong', { quaTrinhLuong: Array.from({ length: 501 }, () => ({ tuNgay: '2020' })) }],
  ['field.columnUnknown', 'quaTrinhLuong[0]', row({ luong: 1 })],
  ['field.columnRequired', 'quaTrinhLuong[0].tuNgay', { quaTrinhLuong: [{ bac: 1 }] }],
  ['field.attachment', 'anhChanDung', { anhChanDung: { sha256: 'x', type: 'image/jpeg', size: 1 } }],
  ['text.lost', 'tenGoiKhac', { tenGoiKhac: 'Nguy\ufffdn' }],
  ['text.lost', 'congViecChinh', { congViecChinh: 'B?o v? c? quan' }],
  ['address.division', 'queQuan.phienBan', home({ phienBan: 'cũ' })],
  ['address.pair', 'queQuan.xa', home({ tinh: '02' })],
  ['address.split', 'noiOHienNay', lives('00016'), '2025-08-01'],
  ['address.old', 'noiOHienNay', lives('00004'), '2025-08-01'],
  ['repair.nfc', 'congViecChinh', { congViecChinh: 'Tổng hợp'.normalize('NFD') }],
  ['repair.control', 'congViecChinh', { congViecChinh: 'Tổng\u0007 hợp' }],
  ['repair.space', 'congViecChinh', { congViecChinh: ' Tổng  hợp\u00a0' }],
  ['repair.markup', 'congViecChinh', { congViecChinh: '<p>Tham m&ugrave;u</p>&nbsp;' }],
  ['repair.case', 'hoTenKhaiSinh', { hoTenKhaiSinh: 'NGUYỄN VĂN MINH' }],
  ['repair.tcvn3', 'hoTenKhaiSinh', { hoTenKhaiSinh: 'NguyÔn V¨n Minh' }],
  ['repair.vni', 'hoTenKhaiSinh', { hoTenKhaiSinh: 'Nguyeãn Vaên Minh' }],
  ['repair.utf8', 'hoTenKhaiSinh', { hoTenKhaiSinh: 'Nguyá»…n VÄƒn Minh' }],
  ['repair.signs', 'soDienThoai', { soDienThoai: '0912.345.678' }],
  ['repair.text', 'soDinhDanh', { soDinhDanh: 100075012345, soGiayTo: '012345678' }],
  ['repair.number', 'heSoLuong', { heSoLuong: '4.98' }],
  ['repair.decimalComma', 'heSoLuong', { heSoLuong: '4,98' }],
  ['repair.thousands', 'luongTheoMucTien', { luongTheoMucTien: '9.500.000 đ' }],
  ['repair.date', 'ngayVaoCoQuan', { ngayVaoCoQuan: '1/2/2005' }],
  ['repair.excelDate', 'ngayVaoCoQuan', { ngayVaoCoQuan: 38384 }],
  ['repair.shortYear', 'ngaySinh', { ngaySinh: '5-3-75' }],
  ['repair.present', 'quaTrinhLuong[0].denNgay', row({ denNgay: 'đến nay' })],
  ['repair.leadingZero', 'soDinhDanh', { soDinhDanh: 1075012345 }],
  ['repair.leadingZero', 'danToc', { danToc: 1 }],
  ['repair.code', 'maNgach', { maNgach: 'V070329', loaiDoiTuong: 'VC' }],
  ['repair.codeName', 'danToc', { danToc: 'Kinh' }],
  ['repair.hrCode', 'danToc', { danToc: '04 - Mường' }],
  ['repair.organisation', 'coQuanSuDung', { coQuanSuDung: '000.00.12.H26' }],
  ['repair.list', 'danhHieuNhaNuoc', { danhHieuNhaNuoc: '01, 02' }],
  ['repair.repeated', 'danhHieuNhaNuoc[1]', { danhHieuNhaNuoc: ['01', '01'] }],
  ['repair.emptyRow', 'quaTrinhLuong[0]', { quaTrinhLuong: [{}, { tuNgay: '2020' }] }],
  ['repair.empty', 'tenGoiKhac', { tenGoiKhac: '' }],
  ['repair.division', 'queQuan.phienBan', home({ phienBan: undefined })],
  ['repair.swapped', 'soDinhDanh', { soDinhDanh: '012345678', soGiayTo: '001075012345' }],
]

function findingsOf(change: Case[2], on = today) {
  if (typeof change !== 'string' && !(change instanceof Uint8Array))
    return examine({ ...clean, ...change }, standard, on).findings
  const { record, findings } = parseLine(typeof change === 'string' ? bytes(change) : change)
  return record === null ? findings : [...findings, ...examine(record, standard, on).findings]
}

test('the clean record says nothing', () => {
  assert.deepEqual(examine(clean, standard, today).findings, [])
  assert.deepEqual(parseLine(bytes(clean)), { record: clean, findings: [] })
})

for (const [rule, path, change, on] of cases) {
  test(`${rule} speaks at ${path || 'the record'}`, () => {
    const found = findingsOf(change, on)
    assert.ok(
      found.some((f) => f.rule === rule && f.path === path),
      JSON.stringify(found.map((f) => [f.rule, f.path])),
    )
    for (const f of found) {
      for (const lang of ['vi', 'en'] as const) assert.doesNotMatch(sentence(f, lang, standard), /[{}]/, f.rule)
    }
  })
}

test('every rule of the engine has a case here', () => {
  const silent = ['text.encoding', 'rule.failed']
  const tried = new Set(cases.map((c) => c[0]))
  assert.deepEqual(
    engineRules.map((r) => r.id).filter((id) => !tried.has(id) && !silent.includes(id)),
    [],
  )
})

test('a field that may not be stated is an answer: no rule asks for it', () => {
  const post = { chucVuDang: '01', ngayVaoDang: null }
  const asked = examine({ ...clean, ...post }, standard, today).findings.filter((f) => f.path === 'ngayVaoDang')
  assert.ok(asked.length > 0, 'a Party post without the date of joining asks')
  const withheld = { ...clean, ...post, ngayVaoDang: { $: 'notPermitted' } }
  assert.deepEqual(
    examine(withheld, standard, today).findings.filter((f) => f.path === 'ngayVaoDang'),
    [],
  )
})
