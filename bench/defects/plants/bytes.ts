/** What goes wrong between two programs: broken bytes, control characters, doubled keys, text in the wrong shape. */
import { mojibake, questionMarks, toTcvn3 } from '../encodings.ts'
import { type Kind, kind, list, set, text, type WireRecord } from '../kind.ts'

const bytesOf = (record: WireRecord): Buffer => Buffer.from(JSON.stringify(record), 'utf8')

export const bytes: readonly Kind[] = [
  kind('byte.utf8Hong', 'check', 2, 'hoTenKhaiSinh *', 'a byte of a letter is lost: no valid UTF-8', (r) => {
    const line = bytesOf(r)
    const at = line.findIndex((byte) => byte >= 0xe0)
    return at >= 0 && Uint8Array.from([...line.subarray(0, at + 1), ...line.subarray(at + 2)])
  }),
  kind('byte.nul', 'check', 1, 'congViecChinh *', 'a NUL inside a text', (r) =>
    set(r, 'congViecChinh', `${text(r.congViecChinh)}\u0000`),
  ),
  kind('byte.surrogate', 'check', 1, 'congViecChinh *', 'half of a surrogate pair', (r) => {
    const line = JSON.stringify({ ...r, congViecChinh: '@' }).replace(
      '"congViecChinh":"@"',
      '"congViecChinh":"a\\ud83d"',
    )
    return Buffer.from(line, 'utf8')
  }),
  kind('byte.khoaLap', 'check', 1, 'chucVuHienTai *', 'one key twice with two values', (r) => {
    const line = JSON.stringify(r)
    return Buffer.from(`${line.slice(0, -1)},"chucVuHienTai":"TW.BT"}`, 'utf8')
  }),
  kind('byte.soQuaLon', 'check', 1, 'thuNhapKhac *', 'a number beyond what a double holds', (r) => {
    const line = JSON.stringify({ ...r, thuNhapKhac: 1 }).replace(
      '"thuNhapKhac":1',
      '"thuNhapKhac":123456789012345678901',
    )
    return Buffer.from(line, 'utf8')
  }),
  kind('byte.truongLa', 'check', 2, 'hoTen *', 'a field that the standard does not know', (r) =>
    set(r, 'hoTen', r.hoTenKhaiSinh),
  ),
  kind('chu.quaDai', 'check', 1, 'congViecChinh', 'a text far longer than its field', (r) =>
    set(r, 'congViecChinh', 'Thực hiện nhiệm vụ được giao. '.repeat(40)),
  ),
  kind('chu.tcvn3', 'check', 2, 'congViecChinh', 'a sentence in TCVN3', (r) =>
    set(r, 'congViecChinh', toTcvn3(text(r.congViecChinh))),
  ),
  kind('chu.loiFont', 'check', 2, 'viTriViecLam', 'a title in UTF-8 read as Latin-1', (r) =>
    set(r, 'viTriViecLam', mojibake(text(r.viTriViecLam))),
  ),
  kind('chu.dauHoi', 'check', 2, 'congViecChinh', 'a sentence full of question marks', (r) =>
    set(r, 'congViecChinh', questionMarks(text(r.congViecChinh))),
  ),
  kind('chu.html', 'check', 1, 'congViecChinh', 'the marks of a web page in the text', (r) =>
    set(r, 'congViecChinh', `<p>${text(r.congViecChinh)}</p>&nbsp;`),
  ),
  kind('chu.gachNgang', 'check', 3, 'coQuanTuyenDung', 'a dash to fill a required field', (r, rng) =>
    set(r, 'coQuanTuyenDung', rng.pick(['-', '.', '...', 'x', '?'])),
  ),
  kind('chu.catNgan', 'none', 2, 'congViecChinh', 'a sentence cut off in the middle', (r) =>
    set(r, 'congViecChinh', text(r.congViecChinh).slice(0, 18).trimEnd()),
  ),
  kind('kieu.danhSachChu', 'check', 2, 'quaTrinhCongTac', 'a text where a list belongs', (r) =>
    set(
      r,
      'quaTrinhCongTac',
      list(r.quaTrinhCongTac)
        .map((row) => text(row.donVi))
        .join('; '),
    ),
  ),
  kind(
    'kieu.chuoiSo',
    'check',
    2,
    'chieuCao',
    'a number with its unit',
    (r) => typeof r.chieuCao === 'number' && set(r, 'chieuCao', `cao ${r.chieuCao} cm`),
  ),
  kind('kieu.dongTrong', 'check', 2, 'daoTaoChuyenMon', 'an empty row in a list', (r) => {
    const rows = list(r.daoTaoChuyenMon)
    if (rows.length === 0) return false
    rows.push({})
    return true
  }),
]
