/** Addresses beyond what each says alone: the district against commune and division. */

import { oldCommunes } from '../lists/communes.ts'
import type { Address, Rule } from '../model.ts'
import { law } from './laws.ts'

const addressFields = ['queQuan', 'noiThuongTru', 'noiOHienNay'] as const

const addressOf = (x: unknown): Partial<Address> | undefined =>
  typeof x === 'object' && x !== null ? (x as Partial<Address>) : undefined

export const addresses: readonly Rule[] = [
  {
    id: 'diaChi.huyenSau2025',
    fields: addressFields,
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Địa chỉ theo đơn vị hành chính từ 01/7/2025 không còn cấp huyện, nhưng ghi mã huyện {huyen}. Xin bỏ mã huyện.',
      en: 'Addresses of the division since 1 July 2025 have no district, but district {huyen} is stated. Please leave it out.',
    },
    legal: `${law.communes}; Luật Tổ chức chính quyền địa phương 72/2025/QH15`,
    find: ({ v }, report) => {
      for (const field of addressFields) {
        const address = addressOf(v[field])
        if (address?.phienBan !== 'sau2025' || !address.huyen) continue
        const { huyen, ...rest } = address
        report({ huyen }, { path: `${field}.huyen`, repair: rest })
      }
    },
  },
  {
    id: 'diaChi.huyenXa',
    fields: addressFields,
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Xã {xa} thuộc huyện mã {dung}, nhưng địa chỉ ghi huyện mã {huyen}. Xin kiểm tra mã xã và mã huyện.',
      en: 'Commune {xa} lies in district {dung}, but district {huyen} is stated. Please check commune and district.',
    },
    legal: 'Quyết định 124/2004/QĐ-TTg',
    find: ({ v }, report) => {
      for (const field of addressFields) {
        const address = addressOf(v[field])
        if (address === undefined || address.phienBan !== 'truoc2025' || !address.huyen || !address.xa) continue
        const commune = oldCommunes().get(address.xa)
        if (commune === undefined || commune.district === address.huyen || commune.province !== address.tinh) continue
        const repair = { ...address, huyen: commune.district }
        report({ xa: commune.name, dung: commune.district, huyen: address.huyen }, { path: `${field}.huyen`, repair })
      }
    },
  },
  {
    id: 'diaChi.chiTietLaTenXa',
    fields: addressFields,
    weight: 'notes',
    word: 'sach',
    message: {
      vi: 'Phần chi tiết của địa chỉ (“{chiTiet}”) chỉ lặp lại tên xã, phường đã có trong mã. Xin ghi số nhà, đường, thôn, hoặc để trống.',
      en: 'The detail of the address (“{chiTiet}”) only repeats the commune that the code names. Please state house, street, hamlet, or leave it empty.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      for (const field of addressFields) {
        const address = addressOf(v[field])
        if (address === undefined || address.phienBan !== 'truoc2025' || !address.chiTiet || !address.xa) continue
        if (oldCommunes().get(address.xa)?.name === address.chiTiet)
          report({ chiTiet: address.chiTiet }, { path: `${field}.chiTiet` })
      }
    },
  },
  {
    id: 'noiThuongTru.noiOHienNay',
    fields: ['noiOHienNay', 'noiThuongTru'],
    needs: ['noiOHienNay', 'noiThuongTru'],
    weight: 'notes',
    word: 'sach',
    message: {
      vi: 'Nơi ở hiện nay và nơi thường trú cùng địa chỉ chi tiết nhưng khác mã xã ({xaO}, {xaThuongTru}). Xin kiểm tra mã xã nào đúng.',
      en: 'Present and permanent residence have the same detail but different communes ({xaO}, {xaThuongTru}). Please check which one is right.',
    },
    legal: 'Luật Cư trú 68/2020/QH14 Điều 11',
    find: ({ v }, report) => {
      const here = addressOf(v.noiOHienNay)
      const home = addressOf(v.noiThuongTru)
      if (here?.chiTiet === undefined || here.chiTiet !== home?.chiTiet || here.phienBan !== home.phienBan) return
      // A hamlet's name may repeat anywhere; a house number with a street hardly.
      if (here.xa === home.xa || here.chiTiet.length < 10 || here.chiTiet.charCodeAt(0) > 57) return
      report({ xaO: here.xa ?? '', xaThuongTru: home.xa ?? '' })
    },
  },
]
