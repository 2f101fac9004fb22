/** Probation: its pay, its step, its length. */

import type { Rule } from '../model.ts'
import { leastMonths } from './dates.ts'
import { num, str } from './read.ts'

export const probation: readonly Rule[] = [
  {
    id: 'phanTramHuong.tapSu',
    fields: ['phanTramHuong', 'trangThaiCongTac', 'loaiDoiTuong'],
    needs: ['phanTramHuong', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Phần trăm hưởng lương là {phanTram}% trong khi trạng thái là đang làm việc, không phải tập sự. Xin cập nhật mức hưởng hoặc trạng thái.',
      en: 'The salary is paid at {phanTram}% although the person is in service and not on probation. Please update the percentage or the state.',
    },
    legal: 'Nghị định 138/2020/NĐ-CP Điều 22; Nghị định 115/2020/NĐ-CP Điều 23',
    find: ({ v, category }, report) => {
      const percent = num(v.phanTramHuong)
      if (v.trangThaiCongTac === 'DLV' && category !== 'HD' && percent > 0 && percent < 100)
        report({ phanTram: percent })
    },
  },
  {
    id: 'bacLuong.tapSu',
    fields: ['bacLuong', 'trangThaiCongTac', 'loaiDoiTuong'],
    needs: ['bacLuong', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Người tập sự hưởng lương từ bậc 1 đến bậc 3 (tùy bằng cấp), nhưng bậc lương ghi {bac}. Xin kiểm tra bậc lương hoặc trạng thái.',
      en: 'On probation the salary is that of steps 1 to 3 (by degree), but step {bac} is stated. Please check the step or the state.',
    },
    legal: 'Nghị định 138/2020/NĐ-CP Điều 22; Nghị định 115/2020/NĐ-CP Điều 23',
    find: ({ v, category }, report) => {
      const step = num(v.bacLuong)
      if (v.trangThaiCongTac === 'TAPSU' && (category === 'CC' || category === 'VC') && step > 3) report({ bac: step })
    },
  },
  {
    id: 'trangThaiCongTac.tapSuKeoDai',
    fields: ['trangThaiCongTac', 'ngayTuyenDungLanDau', 'ngayVaoCoQuan', 'loaiDoiTuong'],
    needs: ['trangThaiCongTac', 'ngayTuyenDungLanDau', 'ngayVaoCoQuan'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Trạng thái vẫn là tập sự dù vào cơ quan từ {ngayVao}; thời gian tập sự dài nhất là 12 tháng. Xin cập nhật trạng thái nếu đã bổ nhiệm chính thức.',
      en: 'The state is still probation although the person joined on {ngayVao}; probation lasts at most 12 months. Please update if the appointment was made.',
    },
    legal: 'Nghị định 138/2020/NĐ-CP Điều 20; Nghị định 115/2020/NĐ-CP Điều 21',
    find: ({ v, today, category }, report) => {
      if (v.trangThaiCongTac !== 'TAPSU' || (category !== 'CC' && category !== 'VC')) return
      const joined = str(v.ngayVaoCoQuan)
      // Maternity and long illness are not counted: speak only after two years.
      if (joined !== '' && leastMonths(joined, today) > 24) report({ ngayVao: joined })
    },
  },
]
