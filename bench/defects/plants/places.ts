/** Where: units, addresses of old and new divisions, codes, contact. */
import { type Kind, kind, otherDigit, type Row, set, text, withChar } from '../kind.ts'

/** Codes of communes that were split over several new ones on 1/7/2025 and live on in none. */
const splitCodes = ['00007', '00016', '00019', '00022', '00028', '00034', '00040']

const address = (value: unknown): Row => ({ ...(value as Row) })

export const places: readonly Kind[] = [
  kind('donVi.khongCo', 'check', 4, 'coQuanSuDung', 'a unit of no known body', (r, rng) =>
    set(r, 'coQuanSuDung', `${rng.pick(['H77', 'H99', 'G77', 'X01'])}.${rng.between(1, 30)}`),
  ),
  kind('donVi.tenThayMa', 'check', 4, 'coQuanSuDung', 'the name of the unit instead of its code', (r, rng) =>
    set(
      r,
      'coQuanSuDung',
      rng.pick(['Sở Nội vụ', 'Trường Tiểu học Kim Liên', 'UBND xã Tân Phú', 'Phòng Giáo dục và Đào tạo']),
    ),
  ),
  kind('donVi.maCu', 'check', 3, 'coQuanQuanLy', 'the old form of the identifier, read from right to left', (r) =>
    set(r, 'coQuanQuanLy', `000.00.00.${text(r.coQuanQuanLy).slice(0, 3)}`),
  ),
  kind('donVi.trong', 'check', 3, 'coQuanSuDung', 'no unit', (r) => delete r.coQuanSuDung),
  kind(
    'donVi.khacCoQuan',
    'check',
    3,
    'coQuanSuDung coQuanQuanLy',
    'managed by one body, used by another',
    (r, rng) => {
      const code = rng.pick(['H26', 'H29', 'H41', 'G18'])
      // On secondment that is lawful.
      if (r.trangThaiCongTac === 'BIETPHAI' || text(r.coQuanQuanLy).startsWith(code)) return false
      return set(r, 'coQuanQuanLy', code)
    },
  ),
  kind('diaChi.xaKhongCo', 'check', 3, 'noiOHienNay', 'a commune code that never existed', (r, rng) =>
    set(r, 'noiOHienNay', { ...address(r.noiOHienNay), xa: String(rng.between(90_000, 99_999)) }),
  ),
  kind('diaChi.xaTinhKhac', 'check', 4, 'queQuan', 'the commune lies in another province', (r, rng, other) => {
    for (let attempt = 0; attempt < 40; attempt++) {
      const there = address(other(rng.between(0, 1 << 30)).queQuan)
      const own = address(r.queQuan)
      if (there.tinh === own.tinh) continue
      return set(r, 'queQuan', { ...own, xa: there.xa })
    }
    return false
  }),
  kind('diaChi.huyenSai', 'check', 3, 'noiOHienNay', 'the district does not hold the commune', (r, rng, other) => {
    for (let attempt = 0; attempt < 40; attempt++) {
      const there = address(other(rng.between(0, 1 << 30)).noiOHienNay)
      const own = address(r.noiOHienNay)
      if (there.huyen === own.huyen) continue
      return set(r, 'noiOHienNay', { ...own, huyen: there.huyen })
    }
    return false
  }),
  kind('diaChi.boCap', 'check', 3, 'noiOHienNay', 'a district in an address of the two-level model', (r) =>
    set(r, 'noiOHienNay', { ...address(r.noiOHienNay), phienBan: 'sau2025' }),
  ),
  kind(
    'diaChi.xaDaTach',
    'check',
    3,
    'noiOHienNay',
    'a split commune under its old code in a new address',
    (r, rng) => {
      const own = address(r.noiOHienNay)
      return set(r, 'noiOHienNay', { tinh: '01', xa: rng.pick(splitCodes), chiTiet: own.chiTiet, phienBan: 'sau2025' })
    },
  ),
  kind('diaChi.tenThayMa', 'check', 3, 'noiOHienNay', 'a line of text instead of an address', (r) =>
    set(r, 'noiOHienNay', 'Xã Tân Phú, huyện Đức Hòa'),
  ),
  kind('diaChi.thieuXa', 'check', 2, 'noiOHienNay', 'an address without commune', (r) => {
    const own = address(r.noiOHienNay)
    delete own.xa
    return set(r, 'noiOHienNay', own)
  }),
  kind('noiSinh.tinhMoi', 'check', 2, 'noiSinh', 'a province code that is none', (r, rng) =>
    set(r, 'noiSinh', rng.pick(['03', '05', '07', '99', '00'])),
  ),
  kind('danToc.doiCotTonGiao', 'check', 3, 'danToc tonGiao', 'ethnic group and religion are swapped', (r) => {
    if (r.tonGiao !== '00') return false
    const group = r.danToc
    r.danToc = r.tonGiao
    return set(r, 'tonGiao', group)
  }),
  kind('danToc.tenLa', 'check', 2, 'danToc', 'an ethnic group that is on no list', (r, rng) =>
    set(r, 'danToc', rng.pick(['57', '77', 'Kinh Việt', 'A1'])),
  ),
  kind('danToc.maNhanSu', 'none', 3, 'danToc', 'the numbering of an HR system: valid, but another people', (r) => {
    const hr: Record<string, string> = { '04': '06', '06': '04', '12': '11', '14': '16', '17': '14' }
    const wrong = hr[text(r.danToc)]
    return wrong !== undefined && set(r, 'danToc', wrong)
  }),
  kind(
    'tonGiao.maNhanSu',
    'none',
    3,
    'tonGiao',
    'the numbering of an HR system: 99 meant none',
    (r) => r.tonGiao === '00' && set(r, 'tonGiao', '99'),
  ),
  kind('dienThoai.matSo0', 'check', 3, 'soDienThoai', 'the phone number lost its zero', (r) =>
    set(r, 'soDienThoai', text(r.soDienThoai).slice(1)),
  ),
  kind('dienThoai.dauSoCu', 'check', 2, 'soDienThoai', 'an 11-digit mobile prefix of before 2018', (r, rng) =>
    set(r, 'soDienThoai', rng.pick(['0168', '0123', '0129', '0165']) + rng.between(1_000_000, 9_999_999)),
  ),
  kind('dienThoai.saiSo', 'none', 3, 'soDienThoai', 'one digit of the phone number is wrong', (r, rng) => {
    const phone = text(r.soDienThoai)
    const at = rng.between(4, 9)
    return set(r, 'soDienThoai', withChar(phone, at, otherDigit(phone[at] as string, rng)))
  }),
  kind(
    'email.saiDang',
    'check',
    2,
    'email',
    'a mail address without @',
    (r) => typeof r.email === 'string' && set(r, 'email', r.email.replace('@', ' ')),
  ),
  kind('bhxh.thieuSo', 'check', 3, 'soBhxh', 'a digit of the insurance number is lost', (r) =>
    set(r, 'soBhxh', text(r.soBhxh).slice(1)),
  ),
  kind(
    'bhyt.khacBhxh',
    'check',
    3,
    'soTheBhyt soBhxh',
    'the health card carries another insurance number',
    (r, rng) => {
      const card = text(r.soTheBhyt)
      if (card.length !== 15) return false
      const at = rng.between(6, 14)
      return set(r, 'soTheBhyt', withChar(card, at, otherDigit(card[at] as string, rng)))
    },
  ),
  kind('noiO.xaLanCan', 'none', 2, 'noiOHienNay', 'a house number of the neighbours', (r, rng) =>
    set(r, 'noiOHienNay', { ...address(r.noiOHienNay), chiTiet: `Số ${rng.between(321, 900)}` }),
  ),
]
