/**
 * A record that is sound by our own making: what no record of a body can be blamed for is tried with it. It goes the whole
 * way of a record (a person, an entry with its boxes, a finding with facts, a question) and is always rolled back.
 */

/** A number that nobody has: its fourth digit speaks of the years from 2300 on. The rules ask about it, and let it pass. */
const nobodysNumber = '999999999999'

/** Its place in the parcel: behind any that a parcel can have. */
export const soundIndex = 2 ** 31 - 1

/** The line of the record, for a unit of this code. */
export const soundLine = (unit: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      soDinhDanh: nobodysNumber,
      hoTenKhaiSinh: 'Nguyễn Văn An',
      gioiTinh: '1',
      ngaySinh: '1975-03-05',
      coQuanQuanLy: unit,
      coQuanSuDung: unit,
      email: 'an@example.vn',
      nhanXetDanhGia: 'Hoàn thành tốt nhiệm vụ',
    }),
  )
