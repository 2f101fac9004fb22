/** What looking at records refuses. `access.notFound` says the same of whom there is not and of whom one may not see. */
import type { RefusalRow } from './refusals.ts'

export const recordRefusals = {
  'access.notFound': {
    status: 404,
    vi: 'Không có hồ sơ này trong phạm vi được xem.',
    en: 'There is no such record within what you may see.',
    next: {
      vi: 'Kiểm tra lại đơn vị và quyền được giao.',
      en: 'Check the unit, and the rights that you were given.',
    },
  },
  'access.purpose': {
    status: 403,
    vi: 'Cần nêu mục đích mà vai trò này được dùng, kèm số vụ việc đang mở nếu mục đích đòi hỏi.',
    en: 'A purpose that this role may use is needed, with the number of an open case where the purpose asks for one.',
    next: { vi: 'Chọn mục đích rồi xem lại.', en: 'Choose a purpose, then look again.' },
  },
  'access.restricted': {
    status: 403,
    vi: 'Người này đã được chấp nhận hạn chế xử lý dữ liệu của mình; việc xem này không phải là việc luật buộc phải làm.',
    en: 'This person was granted that processing is restricted, and no law obliges to this look.',
    next: {
      vi: 'Hỏi cán bộ phụ trách nhân sự của đơn vị nếu thật cần.',
      en: 'Ask the personnel officer of the unit where it is truly needed.',
    },
  },
  'caller.secondFactor': {
    status: 403,
    vi: 'Việc này cần đăng nhập bằng yếu tố thứ hai.',
    en: 'This needs a sign-in with a second factor.',
    next: { vi: 'Đăng nhập lại bằng yếu tố thứ hai.', en: 'Sign in again with a second factor.' },
  },
  'search.what': {
    status: 400,
    vi: 'Tìm theo họ tên, hoặc theo số định danh: đúng một trong hai.',
    en: 'Search by name or by personal number: by exactly one of them.',
    next: { vi: 'Nhập một trong hai rồi tìm lại.', en: 'Give one of the two, then search again.' },
  },
  'filter.field': {
    status: 400,
    vi: 'Không lọc, sắp xếp hay đếm theo trường "{field}".',
    en: 'Nobody filters, sorts or counts by the field "{field}".',
    next: {
      vi: 'Chọn trường có mã thuộc loại công khai hoặc nội bộ; chỉ sắp xếp theo trường công khai.',
      en: 'Choose a coded field of the classes public or internal; sort by a public one.',
    },
  },
  'filter.oneField': {
    status: 403,
    vi: 'Không được xem danh sách thì chỉ đếm theo một trường mỗi lần, không kết hợp điều kiện.',
    en: 'Whoever may not see the list counts by one field at a time, without conditions.',
    next: { vi: 'Bỏ bớt điều kiện rồi đếm lại.', en: 'Leave the conditions out, then count again.' },
  },
  'list.cursor': {
    status: 400,
    vi: 'Vị trí trang không phải do hệ thống này đưa ra.',
    en: 'This place in the list was not given by this system.',
    next: { vi: 'Mở lại danh sách từ trang đầu.', en: 'Open the list again from its first page.' },
  },
} as const satisfies Record<string, RefusalRow>

export type RecordRefusalCode = keyof typeof recordRefusals
