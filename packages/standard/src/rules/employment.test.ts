import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition, examine } from '../index.ts'
import { samples, samplesToday } from '../testing/samples.ts'

const standard = edition('2023')

/** Whether two periods that overlap by two years are told apart, given their units and the title of the first. */
const overlapIsTold = (unit: string, next: string, title = 'Giáo viên trung học phổ thông'): boolean => {
  const quaTrinhCongTac = [
    { tuNgay: '2010-01', denNgay: '2015-12', donVi: unit, chucDanh: title },
    { tuNgay: '2014-01', denNgay: '2018-06', donVi: next, chucDanh: 'Chuyên viên' },
  ]
  const record = { ...samples.congChuc, quaTrinhCongTac }
  return examine(record, standard, samplesToday).findings.some((f) => f.rule === 'quaTrinhCongTac.chongLan')
}

test('schools, social bodies and places with the words of the exceptions are units like others', () => {
  assert.ok(overlapIsTold('Trường Tiểu học Yên Bài', 'UBND huyện Ba Vì'))
  assert.ok(overlapIsTold('Sở Khoa học và Công nghệ', 'UBND thành phố Hội An'))
  assert.ok(overlapIsTold('Bảo hiểm xã hội tỉnh', 'UBND xã Đoàn Thượng', 'Nhân viên'))
  assert.ok(overlapIsTold('Trường Trung học Phường 14', 'Trường Trung học Phường 1'))
})

test('study, Party, associations, the forces and one unit within another may run beside', () => {
  assert.ok(!overlapIsTold('Trường Đại học Vinh', 'UBND huyện Ba Vì', 'Học viên cao học'))
  assert.ok(!overlapIsTold('Học viện Hành chính', 'UBND huyện Ba Vì', 'Đi học tập trung'))
  assert.ok(!overlapIsTold('Hội Nông dân huyện', 'UBND huyện Ba Vì', 'Chuyên trách'))
  assert.ok(!overlapIsTold('Đảng ủy xã Tân Phú', 'UBND huyện Ba Vì', 'Chuyên trách'))
  assert.ok(!overlapIsTold('Trung đoàn 2', 'UBND huyện Ba Vì', 'Trợ lý'))
  assert.ok(!overlapIsTold('Văn phòng, UBND huyện Ba Vì', 'UBND huyện Ba Vì', 'Nhân viên'))
})
