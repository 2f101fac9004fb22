/**
 * Vietnamese names by frequency. Surnames of the Kinh after the published counts of surnames (Nguyễn about a third, Trần
 * and Lê about a tenth each …), with the northern and southern forms of the same family (Hoàng/Huỳnh, Vũ/Võ). Middle and
 * given names by sex and by generation. Surnames of other ethnic groups where they differ from those of the Kinh.
 */
import { type Weighted, weighted } from '../dice.ts'
import type { Region } from './provinces.ts'

/** `Nguyễn 34 Trần 10` → weighted list; an underscore stands for a space. */
const list = (text: string): Weighted<string> => {
  const words = text.trim().split(/\s+/)
  const pairs: [string, number][] = []
  for (let k = 0; k < words.length; k += 2) pairs.push([words[k]!.replaceAll('_', ' '), Number(words[k + 1])])
  return weighted(pairs)
}

export const surnames: Readonly<Record<Region, Weighted<string>>> = {
  bac: list(`Nguyễn 33 Trần 10 Lê 9 Phạm 8 Hoàng 4.5 Vũ 5 Bùi 3 Đỗ 3.2 Đặng 2.4 Ngô 1.8 Dương 1.5 Đinh 1.3 Phan 1.5 Trịnh 1
    Đào 1.1 Đoàn 1 Lương 0.9 Hà 0.9 Lưu 0.7 Mai 0.6 Phùng 0.6 Cao 0.6 Tạ 0.5 Tô 0.4 Chu 0.4 Trương 0.8 Vương 0.3 Kiều 0.2
    Quách 0.2 Khuất 0.1 Nghiêm 0.2 Doãn 0.1 Lại 0.3 Hồ 0.5 Thái 0.2 Tống 0.2 Bạch 0.1`),
  trung:
    list(`Nguyễn 33 Trần 10 Lê 11 Phạm 5 Hoàng 4 Phan 4.5 Võ 4 Đặng 2.5 Hồ 3 Bùi 2 Trương 2 Ngô 1.8 Dương 1.3 Huỳnh 3
    Đỗ 1.4 Đinh 1.2 Cao 1 Mai 0.9 Thái 0.7 Hà 0.8 Lương 0.6 Đoàn 0.8 Văn 0.2 Tôn 0.2 Châu 0.3 Tạ 0.3 Nguyễn_Hữu 0.2
    Phùng 0.3 Trà 0.1 Thân 0.1 Ông 0.1`),
  nam: list(`Nguyễn 31 Trần 10.5 Lê 10 Phạm 6 Huỳnh 5.5 Võ 4.5 Phan 3.5 Trương 2.3 Bùi 2 Đặng 2.2 Hồ 2 Ngô 1.7 Dương 1.7
    Đỗ 1.5 Lý 1.1 Lâm 1.2 Mai 0.7 Đinh 0.7 Đoàn 0.7 Cao 0.7 Thái 0.5 Châu 0.5 Lưu 0.5 Hà 0.5 Tô 0.4 Trịnh 0.5 Tăng 0.2
    La 0.2 Quách 0.2 Từ 0.1 Phùng 0.2 Hứa 0.2`),
}

/** Surnames by ethnic group (statistical code); a group that is absent here uses those of its region. */
export const groupSurnames: Readonly<Record<string, Weighted<string>>> = {
  '02': list('Nông 20 Hoàng 18 Ma 9 Lý 8 Nguyễn 12 Hà 6 Lương 6 Triệu 3 Bế 4 La 3 Đàm 4 Vi 3 Dương 3'),
  '03': list('Lò 26 Quàng 10 Cầm 8 Lường 9 Vì 7 Hoàng 6 Hà 8 Lương 7 Vi 8 Tòng 4 Lù 3 Bạc 2 Cà 4'),
  '04': list('Trần 16 Lâm 12 Quách 6 Lý 10 Huỳnh 10 Lưu 7 Vương 6 Tăng 5 Châu 5 Mã 3 Hứa 4'),
  '05': list('Thạch 18 Sơn 9 Kim 12 Danh 14 Lâm 10 Châu 7 Kiên 4 Trần 6 Lý 6 Thị 1'),
  '06': list('Bùi 34 Đinh 16 Quách 10 Hà 8 Nguyễn 10 Phạm 8 Trương 5 Cao 3 Bạch 3'),
  '07': list('Nông 16 Hoàng 20 Lý 10 Lương 8 Triệu 6 Vi 7 Mông 5 Chu 4 Hứa 6 Lăng 3 Long 3'),
  '08': list('Giàng 16 Vàng 12 Thào 12 Sùng 11 Lý 8 Mùa 6 Hạng 5 Vừ 5 Cứ 4 Ly 5 Hầu 3'),
  '09': list('Triệu 20 Bàn 17 Đặng 18 Phùng 7 Lý 12 Phàn 6 Chảo 5 Tẩn 5'),
  '10': list('Rơ_Châm 12 Siu 16 Ksor 14 Rah_Lan 10 Kpă 12 Rơ_Mah 8 Nay 8'),
  '12': list('Y 30'),
  '13': list('Đinh 40 A 8 Y 4'),
  '14': list('A 20 Y 6 Hồ 10'),
  '15': list('Hoàng 14 Trần 12 Ninh 8 La 10 Lâm 8 Lý 8'),
  '16': list('Cil 10 Kơ_Să 8 Liêng 8 Ya 5'),
  '17': list('Đàng 10 Thành 6 Thiên 4 Bá 6 Châu 6 Đổng 5 Lưu 6 Quảng 4'),
  '19': list('Đinh 40 Phạm 40'),
  '21': list('Cao 16 Mấu 10 Chamaléa 10 Katơr 10 Bo_Bo 6 Pi_Năng 8'),
  '22': list('Điểu 80 Thị 1'),
  '23': list('Hồ 80'),
  '26': list('Alăng 14 Zơrâm 8 Pơloong 10 Bríu 8 Arất 6'),
  '31': list('Hồ 60 Lê 5'),
}

/** Generations by the first birth year that they stand for. */
export const generations = [1900, 1972, 1986] as const

export const middleNames = {
  '1': [
    list(
      'Văn 46 Đức 6 Hữu 7 Xuân 6 Ngọc 5 Quang 5 Đình 5 Minh 3 Công 3 Quốc 3 Thanh 4 Trọng 2 Bá 2 Hồng 3 Viết 1 Sỹ 1',
    ),
    list(
      'Văn 33 Đức 8 Hữu 6 Xuân 4 Ngọc 6 Quang 6 Đình 5 Minh 6 Công 4 Quốc 5 Thanh 6 Trọng 3 Bá 2 Anh 3 Mạnh 3 Tiến 2 Hoàng 3 Việt 2 Tuấn 2',
    ),
    list(
      'Văn 22 Đức 9 Hữu 5 Xuân 3 Ngọc 6 Quang 6 Đình 4 Minh 9 Công 4 Quốc 5 Thanh 5 Trọng 3 Anh 6 Mạnh 4 Tiến 3 Hoàng 6 Việt 4 Tuấn 4 Duy 5 Gia 2 Nhật 2 Trung 2',
    ),
  ],
  '2': [
    list(
      'Thị 62 Thị_Thanh 4 Thị_Kim 3 Thị_Ngọc 3 Thị_Hồng 4 Thị_Minh 3 Thị_Bích 2 Thị_Thu 3 Kim 3 Ngọc 3 Thanh 2 Thúy 1 Minh 2',
    ),
    list(
      'Thị 40 Thị_Thanh 7 Thị_Kim 5 Thị_Ngọc 5 Thị_Hồng 6 Thị_Minh 4 Thị_Bích 5 Thị_Thu 8 Thị_Thúy 3 Thị_Phương 3 Thị_Mỹ 2 Ngọc 3 Kim 2 Thanh 2 Thúy 1 Minh 2 Hồng 1',
    ),
    list(
      'Thị 26 Thị_Thanh 6 Thị_Kim 4 Thị_Ngọc 6 Thị_Hồng 5 Thị_Minh 3 Thị_Bích 4 Thị_Thu 8 Thị_Thùy 4 Thị_Phương 4 Thị_Mỹ 2 Thị_Lan 2 Ngọc 6 Thùy 3 Phương 3 Khánh 3 Thu 3 Quỳnh 2 Hoài 2 Diệu 1 Mai 2',
    ),
  ],
} as const satisfies Record<'1' | '2', readonly Weighted<string>[]>

export const givenNames = {
  '1': [
    list(
      'Hùng 9 Dũng 7 Thắng 5 Hải 5 Bình 5 Minh 4 Tuấn 4 Sơn 5 Long 3 Thành 5 Hòa 4 Quang 4 Cường 4 Chiến 3 Thanh 4 Tâm 3 Lâm 2 Khánh 2 Phúc 3 Lợi 3 Toàn 3 Nam 2 Việt 2 Đông 1 Tân 2 Hà 2 Ân 1 Bảy 1 Tư 1 Ba 1 Chính 2 Thịnh 2',
    ),
    list(
      'Hùng 7 Dũng 7 Tuấn 9 Cường 7 Thắng 5 Hải 6 Sơn 6 Hưng 4 Thành 5 Trung 5 Minh 4 Long 4 Nam 4 Anh 3 Quang 3 Đức 3 Hiếu 3 Phong 3 Việt 3 Toàn 3 Linh 2 Tùng 4 Kiên 3 Vinh 3 Bình 2 Lâm 2 Phương 2 Duy 1 Khoa 1',
    ),
    list(
      'Anh 7 Tuấn 7 Tùng 5 Hiếu 5 Đạt 5 Nam 5 Long 5 Minh 5 Hoàng 5 Duy 4 Khoa 3 Dũng 5 Hải 4 Quân 4 Phong 4 Trung 4 Thành 4 Thắng 4 Huy 4 Đức 4 Linh 2 Việt 3 Kiên 3 Lộc 2 Khánh 3 Phúc 3 Thịnh 2 Nghĩa 2 Sang 2 Tài 3',
    ),
  ],
  '2': [
    list(
      'Hoa 7 Hương 6 Lan 7 Hồng 6 Hà 5 Thủy 5 Thanh 4 Liên 4 Nga 5 Mai 5 Hạnh 5 Bình 3 Phượng 3 Tuyết 4 Xuân 3 Yến 3 Loan 4 Cúc 3 Minh 2 Hòa 3 Vân 4 Dung 3 Thu 3 Lý 2 Sáu 1 Tám 1 Chín 1 Lành 1 Nhung 2 Sen 1',
    ),
    list(
      'Hương 8 Hà 8 Thủy 6 Hạnh 5 Nga 4 Lan 4 Mai 4 Hằng 7 Huyền 5 Thảo 4 Phương 5 Nhung 4 Hiền 5 Thu 3 Dung 4 Oanh 3 Loan 3 Vân 4 Yến 4 Linh 3 Trang 3 Tuyết 3 Hoa 4 Hồng 3 Nguyệt 2 Thúy 3 Quyên 2 Tâm 3 Ngân 2',
    ),
    list(
      'Trang 8 Linh 8 Hương 5 Hà 5 Thảo 6 Huyền 5 Phương 6 Anh 6 Hằng 4 Ngọc 4 Nhung 3 Mai 3 Ngân 4 My 2 Vy 2 Hiền 4 Yến 4 Thúy 3 Thủy 3 Quỳnh 3 Dung 3 Nga 2 Tâm 2 Trinh 2 Duyên 3 Trâm 2 Oanh 2 Như 2 Hạnh 3 Loan 2',
    ),
  ],
} as const satisfies Record<'1' | '2', readonly Weighted<string>[]>

/** Given names of the Ê-đê, which stand between the mark of sex and the family. */
export const edeGiven = {
  '1': ['Bhăm', 'Khoa', 'Phước', 'Thuyên', 'Jôn', 'Wik', 'Nuêl', 'Sinh'],
  '2': ["H'Hen", "H'Linh", "H'Yam", "H'Nga", "H'Ra", "H'Loan", "H'Mai"],
} as const
export const edeFamilies = ['Niê', 'Mlô', 'Êban', 'Byă', 'Kbuôr', 'Ayŭn', 'Êñuôl'] as const
