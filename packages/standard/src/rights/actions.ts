/**
 * Everything that can be done in the house, once: the routes of the contract name one of these each, the policy of the
 * registry says who may. An action that no row of the policy allows is allowed to nobody.
 */
import type { Text } from '../model.ts'

/**
 * What an action gives: values of one person (`person`), values of many people or a choice by their values (`people`), or
 * no value of anybody (`act`). Only the first two speak of field classes.
 */
export type ActionGives = 'person' | 'people' | 'act'

export interface ActionDef extends Text {
  readonly gives: ActionGives
}

export const actions = {
  'record.read': { gives: 'person', vi: 'Xem hồ sơ hiện tại của một người', en: "Read one person's present record" },
  'record.history': {
    gives: 'person',
    vi: 'Xem hồ sơ tại một thời điểm và lịch sử của hồ sơ',
    en: 'Read a record as of a day, and its history',
  },
  'record.declare': { gives: 'person', vi: 'Tự khai hồ sơ của mình', en: 'Declare changes of the own record' },
  'record.list': { gives: 'people', vi: 'Xem danh sách người của đơn vị', en: 'List the people of a unit' },
  'record.search': { gives: 'people', vi: 'Tìm người theo tên hoặc số', en: 'Search people by name or number' },
  'record.filter': { gives: 'people', vi: 'Lọc theo trường', en: 'Filter by a field' },
  'record.sort': { gives: 'people', vi: 'Sắp xếp theo trường', en: 'Sort by a field' },
  'record.count': { gives: 'people', vi: 'Đếm theo trường', en: 'Count by a field' },
  'record.facet': { gives: 'people', vi: 'Nhóm theo giá trị của trường', en: 'Group by the values of a field' },
  'record.export': { gives: 'people', vi: 'Xuất dữ liệu ra tệp', en: 'Export data to a file' },
  'directory.read': { gives: 'people', vi: 'Xem danh bạ công khai', en: 'Read the public directory' },
  'statistics.read': { gives: 'act', vi: 'Xem số liệu tổng hợp', en: 'Read statistics' },
  'board.read': { gives: 'act', vi: 'Xem bảng theo dõi tiến độ', en: 'Read the board' },
  'parcel.submit': { gives: 'act', vi: 'Gửi gói dữ liệu', en: 'Submit a parcel' },
  'parcel.read': { gives: 'act', vi: 'Xem kết quả gói đã gửi', en: 'Read what came of a parcel' },
  'parcel.withdraw': { gives: 'act', vi: 'Rút gói đã gửi', en: 'Withdraw a parcel' },
  'feed.read': { gives: 'act', vi: 'Đọc luồng tin của cơ quan', en: "Read the body's feed" },
  'case.answer': { gives: 'act', vi: 'Trả lời đề xuất, việc trùng người', en: 'Answer a proposal or a case' },
  'case.decide': { gives: 'act', vi: 'Quyết định việc trùng người', en: 'Decide a case of two bodies' },
  'month.approve': { gives: 'act', vi: 'Ký duyệt dữ liệu của tháng', en: "Sign the body's month" },
  'month.accept': { gives: 'act', vi: 'Tiếp nhận dữ liệu tháng đã ký', en: 'Accept the signed month' },
  'unit.change': { gives: 'act', vi: 'Thay đổi cây đơn vị', en: 'Change the tree of units' },
  'account.read': { gives: 'act', vi: 'Xem danh sách tài khoản', en: 'Read accounts' },
  'account.invite': { gives: 'act', vi: 'Mời, cấp tài khoản', en: 'Invite, issue an account' },
  'account.grant': { gives: 'act', vi: 'Giao, thu vai trò', en: 'Give or end a role' },
  'account.approve': {
    gives: 'act',
    vi: 'Duyệt việc cấp quyền quản trị (người thứ hai)',
    en: 'Approve the making of an administrator (second person)',
  },
  'account.suspend': { gives: 'act', vi: 'Khóa tài khoản', en: 'Suspend an account' },
  'delegation.give': { gives: 'act', vi: 'Ủy quyền có thời hạn', en: 'Delegate for a time' },
  'session.start': { gives: 'act', vi: 'Đăng nhập', en: 'Sign in' },
  'session.own': {
    gives: 'act',
    vi: 'Xem và kết thúc phiên, yếu tố xác thực của mình',
    en: 'See and end the own sessions and factors',
  },
  'session.end': { gives: 'act', vi: 'Kết thúc phiên của người khác', en: "End someone else's sessions" },
  'look.own': { gives: 'act', vi: 'Xem ai đã xem hồ sơ của mình', en: 'See who looked at the own record' },
  'look.read': { gives: 'act', vi: 'Xem nhật ký truy cập', en: 'Read the access log' },
  'look.drill': {
    gives: 'act',
    vi: 'Liệt kê dữ liệu mà một tài khoản đã chạm tới, lập thông báo vi phạm',
    en: 'List whose data an account touched, and draw up the notice of a breach',
  },
  'inspection.open': { gives: 'act', vi: 'Mở cuộc thanh tra, kiểm tra', en: 'Open an inspection' },
  'inspection.approve': {
    gives: 'act',
    vi: 'Duyệt việc giữ kín một cuộc thanh tra (người thứ hai)',
    en: 'Approve that an inspection is hidden (second person)',
  },
  'inspection.end': { gives: 'act', vi: 'Kết thúc cuộc thanh tra, kiểm tra', en: 'End an inspection' },
  'inspection.read': { gives: 'act', vi: 'Xem các cuộc thanh tra, kiểm tra', en: 'See the inspections' },
  'complaint.register': {
    gives: 'act',
    vi: 'Ghi sổ vụ khiếu nại, tố cáo đã thụ lý',
    en: 'Register a complaint that was taken up',
  },
  'complaint.close': { gives: 'act', vi: 'Đóng vụ khiếu nại, tố cáo', en: 'Close a complaint' },
  'complaint.read': { gives: 'act', vi: 'Xem sổ khiếu nại, tố cáo', en: 'See the register of complaints' },
  'alarm.read': { gives: 'act', vi: 'Xem cảnh báo truy cập', en: 'See the alarms about looks' },
  'alarm.settle': { gives: 'act', vi: 'Xử lý cảnh báo truy cập', en: 'Settle an alarm about looks' },
  'consent.ask': { gives: 'act', vi: 'Xin đồng ý cho xem hồ sơ', en: 'Ask for consent' },
  'consent.give': { gives: 'act', vi: 'Đồng ý hoặc rút lại đồng ý', en: 'Give or withdraw consent' },
  'request.make': { gives: 'act', vi: 'Yêu cầu của chủ thể dữ liệu', en: 'Make a request as the data subject' },
  'request.answer': { gives: 'act', vi: 'Trả lời chủ thể dữ liệu', en: 'Answer a data subject' },
  'breakGlass.open': { gives: 'act', vi: 'Mở truy cập khẩn cấp', en: 'Break the glass' },
  'breakGlass.review': { gives: 'act', vi: 'Xét lại truy cập khẩn cấp', en: 'Review a broken glass' },
  'export.release': { gives: 'act', vi: 'Cho phép tệp xuất lớn (người thứ hai)', en: 'Release a large export' },
  'spill.order': { gives: 'act', vi: 'Lệnh xử lý lộ bí mật', en: 'Order the spill procedure' },
  'system.operate': { gives: 'act', vi: 'Vận hành hệ thống', en: 'Run the system' },
} as const satisfies Record<string, ActionDef>

export type Action = keyof typeof actions
export const actionIds = Object.keys(actions) as readonly Action[]
/** Actions that give field values, and so speak of classes. */
export type RecordAction = { [A in Action]: (typeof actions)[A]['gives'] extends 'act' ? never : A }[Action]
