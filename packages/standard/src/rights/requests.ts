/**
 * What a data subject may ask for, what may come of it, and on which legal grounds it is refused: closed lists. Nothing that
 * the State must keep is erased: it is closed.
 */
import type { Text } from '../model.ts'

export type RequestOutcome = 'done' | 'closed' | 'refused'

export interface RequestKindDef extends Text {
  readonly outcomes: readonly RequestOutcome[]
  /** Whether `done` names the parcel by which it was done. */
  readonly byParcel: boolean
}

export const requestKinds = {
  see: {
    vi: 'Cung cấp dữ liệu của mình',
    en: 'To be given the own data',
    outcomes: ['done', 'refused'],
    byParcel: false,
  },
  correct: { vi: 'Chỉnh sửa dữ liệu', en: 'To have data corrected', outcomes: ['done', 'refused'], byParcel: true },
  object: { vi: 'Phản đối việc xử lý', en: 'To object to processing', outcomes: ['done', 'refused'], byParcel: false },
  restrict: {
    vi: 'Hạn chế việc xử lý',
    en: 'To have processing restricted',
    outcomes: ['done', 'refused'],
    byParcel: false,
  },
  erase: { vi: 'Xóa dữ liệu', en: 'To have data erased', outcomes: ['closed', 'refused'], byParcel: false },
} as const satisfies Record<string, RequestKindDef>
export type RequestKind = keyof typeof requestKinds
export const requestKindIds = Object.keys(requestKinds) as readonly RequestKind[]

export const requestOutcomes = {
  done: { vi: 'đã thực hiện', en: 'done' },
  closed: { vi: 'không xóa, đóng lại', en: 'not erased, but closed' },
  refused: { vi: 'từ chối', en: 'refused' },
} as const satisfies Record<RequestOutcome, Text>

/** Days of work within which a request is answered. */
export const requestWorkingDays = 2

/** Why a request is refused, or closed instead of erased. `ours`: the reading is ours until the ministry confirms it. */
export const requestGrounds = {
  keptByLaw: {
    vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Luật Lưu trữ: dữ liệu cơ quan nhà nước phải giữ thì đóng, không xóa',
    en: 'Law on Personal Data Protection 91/2025/QH15, Law on Archives: what a State body must keep is closed, not erased',
    ours: true,
  },
  personnelWork: {
    vi: 'Nghị định 27/2026/NĐ-CP Điều 19: công tác cán bộ trong thẩm quyền, không cần sự đồng ý',
    en: 'Decree 27/2026/NĐ-CP Article 19: personnel work within authority, no consent needed',
    ours: false,
  },
  foundTrue: {
    vi: 'Thông tư 06/2023/TT-BNV: dữ liệu đã đối chiếu với giấy tờ gốc và đúng',
    en: 'Circular 06/2023/TT-BNV: the data was compared with the original papers and is true',
    ours: true,
  },
  othersRights: {
    vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: ảnh hưởng quyền của người khác hoặc an ninh quốc gia',
    en: "Law on Personal Data Protection 91/2025/QH15: touches other people's rights or national security",
    ours: true,
  },
} as const satisfies Record<string, Text & { readonly ours: boolean }>
export type RequestGround = keyof typeof requestGrounds
export const requestGroundIds = Object.keys(requestGrounds) as readonly RequestGround[]
