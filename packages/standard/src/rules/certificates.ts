/** Certificates: state administration, foreign languages, computing against their lists. */

import type { Rule } from '../model.ts'
import { rankOf } from './facts.ts'
import { law } from './laws.ts'
import { rows, str } from './read.ts'

const highest = /chuyên viên cao cấp/iu
const principal = /chuyên viên chính/iu
const specialist = /ngạch chuyên viên|^chuyên viên$/iu
const assistant = /ngạch cán sự/iu

/** Level of state administration that the name of a certificate states, '' when it states none. */
const administrationLevel = (certificate: string): string => {
  if (highest.test(certificate)) return '04'
  if (principal.test(certificate)) return '03'
  if (specialist.test(certificate)) return '02'
  return assistant.test(certificate) ? '01' : ''
}

const framed = /\b(A1|A2|B1|B2|C1|C2)\b|bậc ([1-6])\b/i
const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2']

/** Level 1–6 of the language frame that a certificate names, 0 when it names none. */
const languageLevel = (certificate: string): number => {
  const found = framed.exec(certificate)
  if (found === null) return 0
  return found[2] === undefined ? levels.indexOf(found[1]!.toUpperCase()) + 1 : Number(found[2])
}

/** Certificates that are of one language only, and the highest score that they give. */
const tests: readonly { name: RegExp; language: string; max: number }[] = [
  { name: /\bIELTS\b/i, language: '01', max: 9 },
  { name: /\bTOEIC\b/i, language: '01', max: 990 },
  { name: /\bTOEFL\b/i, language: '01', max: 677 },
  { name: /\bVSTEP\b/i, language: '01', max: 10 },
  { name: /\bHSK\b/i, language: '05', max: 300 },
  { name: /\bDELF\b|\bDALF\b/i, language: '03', max: 100 },
]
const anyTest = /\b(IELTS|TOEIC|TOEFL|VSTEP|HSK|DELF|DALF)\b/i

export const certificates: readonly Rule[] = [
  {
    id: 'quanLyNhaNuoc.thapHonChungChi',
    fields: ['quanLyNhaNuoc', 'boiDuongQlnn'],
    needs: ['quanLyNhaNuoc', 'boiDuongQlnn'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Trình độ quản lý nhà nước ghi mã {ghi}, nhưng đã có chứng chỉ cao hơn (“{chungChi}”). Xin xác nhận cập nhật.',
      en: 'State administration is code {ghi}, but a higher certificate is listed (“{chungChi}”). Please confirm the update.',
    },
    legal: `Nghị định 101/2017/NĐ-CP; ${law.form}`,
    find: ({ v }, report) => {
      const own = str(v.quanLyNhaNuoc)
      if (own === '04' || own === '') return
      for (const row of rows(v.boiDuongQlnn)) {
        const certificate = str(row.chungChi)
        const level = administrationLevel(certificate)
        if (level > own) report({ ghi: own, chungChi: certificate }, { repair: level })
      }
    },
  },
  {
    id: 'quanLyNhaNuoc.ngach',
    fields: ['quanLyNhaNuoc', 'maNgach'],
    needs: ['quanLyNhaNuoc', 'maNgach'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: '{ten} ({maNgach}) mà trình độ quản lý nhà nước ghi mã {ghi} là thấp hơn ngạch. Xin cập nhật chứng chỉ bồi dưỡng hoặc kiểm tra mã ngạch.',
      en: '{ten} ({maNgach}) with state administration at code {ghi} is below the rank. Please update the certificate or check the rank.',
    },
    legal: 'Thông tư 11/2014/TT-BNV; Thông tư 2/2021/TT-BNV Điều 5–6',
    find: ({ v }, report) => {
      const own = str(v.quanLyNhaNuoc)
      const rank = v.maNgach
      if ((rank === '01.001' && own < '03') || (rank === '01.002' && own < '02')) {
        if (own !== '') report({ ten: rankOf(rank)?.name ?? '', maNgach: String(rank), ghi: own })
      }
    },
  },
  {
    id: 'ngoaiNgu.thapHonChungChi',
    fields: ['ngoaiNgu', 'daoTaoNgoaiNgu'],
    needs: ['ngoaiNgu', 'daoTaoNgoaiNgu'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Trình độ ngoại ngữ cao nhất ghi bậc {ghi}, nhưng có chứng chỉ bậc {bac} (“{chungChi}”). Xin xác nhận cập nhật.',
      en: 'The highest language level is {ghi}, but a certificate of level {bac} is listed (“{chungChi}”). Please confirm the update.',
    },
    legal: 'Thông tư 01/2014/TT-BGDĐT',
    find: ({ v }, report) => {
      const own = Number(str(v.ngoaiNgu))
      if (!(own >= 1 && own < 6)) return
      for (const row of rows(v.daoTaoNgoaiNgu)) {
        const certificate = str(row.chungChi)
        const level = languageLevel(certificate)
        if (level > own) report({ ghi: own, bac: level, chungChi: certificate }, { repair: `${level}` })
      }
    },
  },
  {
    id: 'daoTaoNgoaiNgu.tenNgoaiNgu',
    fields: ['daoTaoNgoaiNgu'],
    needs: ['daoTaoNgoaiNgu'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngoại ngữ, dòng {dong}: chứng chỉ “{chungChi}” là của ngoại ngữ mã {dung}, nhưng ghi mã {ghi}. Xin xác nhận.',
      en: 'Languages, row {dong}: certificate “{chungChi}” is of language {dung}, but {ghi} is stated. Please confirm.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const list = rows(v.daoTaoNgoaiNgu)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const certificate = str(row.chungChi)
        const language = str(row.tenNgoaiNgu)
        if (language === '' || certificate === '' || !anyTest.test(certificate)) continue
        const test = tests.find((t) => t.name.test(certificate))
        if (test === undefined || test.language === language) continue
        const facts = { dong: i + 1, chungChi: certificate, dung: test.language, ghi: language }
        report(facts, { path: `daoTaoNgoaiNgu[${i}].tenNgoaiNgu`, repair: test.language })
      }
    },
  },
  {
    id: 'daoTaoNgoaiNgu.diemSo',
    fields: ['daoTaoNgoaiNgu'],
    needs: ['daoTaoNgoaiNgu'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngoại ngữ, dòng {dong}: điểm {diem} vượt điểm cao nhất ({toiDa}) của “{chungChi}”. Xin kiểm tra điểm hoặc tên chứng chỉ.',
      en: 'Languages, row {dong}: score {diem} is above the highest ({toiDa}) of “{chungChi}”. Please check the score or the certificate.',
    },
    legal: 'Quy chế của tổ chức cấp chứng chỉ',
    find: ({ v }, report) => {
      const list = rows(v.daoTaoNgoaiNgu)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const certificate = str(row.chungChi)
        const score = str(row.diemSo)
        if (score === '' || certificate === '' || !anyTest.test(certificate)) continue
        const test = tests.find((t) => t.name.test(certificate))
        const points = Number(score.replace(',', '.'))
        if (test === undefined || !(points > test.max)) continue
        const facts = { dong: i + 1, diem: score, toiDa: test.max, chungChi: certificate }
        report(facts, { path: `daoTaoNgoaiNgu[${i}].diemSo` })
      }
    },
  },
  {
    id: 'tinHoc.thapHonChungChi',
    fields: ['tinHoc', 'boiDuongTinHoc'],
    needs: ['tinHoc', 'boiDuongTinHoc'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Trình độ tin học ghi mức cơ bản nhưng đã có chứng chỉ nâng cao (“{chungChi}”). Xin xác nhận cập nhật.',
      en: 'Computing is stated as basic, but an advanced certificate is listed (“{chungChi}”). Please confirm the update.',
    },
    legal: 'Thông tư 03/2014/TT-BTTTT',
    find: ({ v }, report) => {
      if (v.tinHoc !== '01') return
      for (const row of rows(v.boiDuongTinHoc)) {
        const certificate = str(row.chungChi)
        if (certificate.includes('nâng cao')) report({ chungChi: certificate }, { repair: '02' })
      }
    },
  },
]
