/** What comes next with a request of a data subject, by whose it is. */
import type { RequestOwner } from '@cbccvc/registry'
import type { Text } from '@cbccvc/standard'

export const nextOfRequest: Readonly<Record<RequestOwner, Text>> = {
  officer: {
    vi: 'Cán bộ phụ trách của đơn vị trả lời trong hạn.',
    en: 'An officer of the unit answers within the limit.',
  },
  operator: {
    vi: 'Đơn vị chưa có cán bộ phụ trách: người vận hành quốc gia trả lời trong hạn.',
    en: 'The unit has no officer: the national operator answers within the limit.',
  },
  both: {
    vi: 'Đã quá hạn: cán bộ phụ trách hoặc người vận hành quốc gia trả lời ngay.',
    en: 'The limit has gone by: an officer or the national operator answers at once.',
  },
}
export const answered: Text = { vi: 'Đã trả lời.', en: 'Answered.' }
