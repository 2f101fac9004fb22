/**
 * The pages of this web, once: address, title, place in the navigation, and the code that is loaded when it is opened.
 * The desk hangs its rooms here: one row a page.
 */
import type { Action, Text } from '@cbccvc/standard'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { type Address, exportsToReleaseAt, type Me, ownConsentsAt, requestsToAnswerAt } from '../api.ts'

export type Params = Readonly<Record<string, string>>
export interface Page {
  /** A real path; `:name` is one part of it. */
  readonly path: string
  readonly title: Text
  /** The word in the navigation, for the pages that stand there. */
  readonly nav?: Text
  /** The path of the page in the navigation that this one belongs to. */
  readonly under?: string
  /** Who is shown it: anybody, every account, or accounts that some role gives this action, or one of these. */
  readonly needs: 'nothing' | 'account' | Action | readonly Action[]
  /** Stands in the menu of the own account. */
  readonly own?: true
  /** How much waits there: a number beside the word. One short answer of the centre. */
  readonly count?: Count
  /** For accounts with a role over the whole nation. */
  readonly nation?: true
  /** Shows counts and nobody's data: said in its foot. */
  readonly countsOnly?: true
  readonly body: LazyExoticComponent<ComponentType<{ params: Params }>>
}

/** Where a number is asked for, and how it is read from the answer. */
export interface Count {
  readonly at: Address<unknown>
  readonly of: (answer: unknown) => number
  /** Not counted for an account for which the answer is long. */
  readonly isShortFor: (me: Me) => boolean
}
const counted = <T>(
  at: Address<T>,
  of: (answer: T) => number,
  isShortFor: Count['isShortFor'] = () => true,
): Count => ({
  ...{ at: at as Address<unknown>, of: of as Count['of'], isShortFor },
})
/** Works over units, not over the nation. */
const inUnits = ({ grants }: Me): boolean => grants.every(({ unit }) => unit !== null)

export const pages: readonly Page[] = [
  {
    path: '/',
    title: { vi: 'Bảng theo dõi các cơ quan', en: 'Board of bodies' },
    nav: { vi: 'Các cơ quan', en: 'Bodies' },
    needs: 'board.read',
    countsOnly: true,
    body: lazy(() => import('../board/BoardPage.tsx')),
  },
  {
    path: '/bodies/:body',
    title: { vi: 'Các gói của một cơ quan', en: 'Parcels of a body' },
    under: '/',
    needs: 'board.read',
    countsOnly: true,
    body: lazy(() => import('../board/BodyPage.tsx')),
  },
  {
    path: '/bodies/:body/parcels/:parcel',
    title: { vi: 'Đường đi của một gói', en: 'The way of a parcel' },
    under: '/',
    needs: 'board.read',
    countsOnly: true,
    body: lazy(() => import('../board/ParcelPage.tsx')),
  },
  {
    path: '/people',
    title: { vi: 'Hồ sơ', en: 'Records' },
    nav: { vi: 'Hồ sơ', en: 'Records' },
    needs: 'record.search',
    body: lazy(() => import('../records/PeoplePage.tsx')),
  },
  {
    path: '/people/:ref',
    title: { vi: 'Một hồ sơ', en: 'One record' },
    under: '/people',
    needs: 'record.read',
    body: lazy(() => import('../records/RecordPage.tsx')),
  },
  {
    path: '/requests',
    title: { vi: 'Yêu cầu cần trả lời', en: 'Requests to answer' },
    nav: { vi: 'Yêu cầu', en: 'Requests' },
    needs: 'request.answer',
    count: counted(requestsToAnswerAt, ({ requests }) => requests.length, inUnits),
    body: lazy(() => import('../privacy/RequestsPage.tsx')),
  },
  {
    path: '/requests/:request',
    title: { vi: 'Một yêu cầu', en: 'One request' },
    under: '/requests',
    needs: 'request.answer',
    body: lazy(() => import('../privacy/RequestPage.tsx')),
  },
  {
    path: '/consents',
    title: { vi: 'Xin đồng ý', en: 'Ask for consent' },
    nav: { vi: 'Xin đồng ý', en: 'Consents' },
    needs: 'consent.ask',
    body: lazy(() => import('../privacy/ConsentsPage.tsx')),
  },
  {
    path: '/consents/ask',
    title: { vi: 'Xin đồng ý của một người', en: 'Ask a person for consent' },
    under: '/consents',
    needs: 'consent.ask',
    body: lazy(() => import('../privacy/AskConsentPage.tsx')),
  },
  {
    path: '/consents/people/:ref',
    title: { vi: 'Hồ sơ được cho xem', en: 'A record that you were given' },
    under: '/consents',
    needs: 'consent.ask',
    body: lazy(() => import('../privacy/ConsentRecordPage.tsx')),
  },
  {
    path: '/exports',
    title: { vi: 'Tệp xuất', en: 'Copies' },
    under: '/people',
    needs: 'record.export',
    body: lazy(() => import('../exports/ExportsPage.tsx')),
  },
  {
    path: '/exports/new',
    title: { vi: 'Xuất danh sách một đơn vị', en: 'Copy the list of a unit' },
    under: '/people',
    needs: 'record.export',
    body: lazy(() => import('../exports/NewExportPage.tsx')),
  },
  {
    path: '/exports/waiting',
    title: { vi: 'Cho phép xuất', en: 'Release copies' },
    nav: { vi: 'Cho phép xuất', en: 'Releases' },
    needs: 'export.release',
    count: counted(exportsToReleaseAt, ({ exports }) => exports.length),
    body: lazy(() => import('../exports/ReleasesPage.tsx')),
  },
  {
    path: '/accounts',
    title: { vi: 'Tài khoản', en: 'Accounts' },
    nav: { vi: 'Tài khoản', en: 'Accounts' },
    needs: 'account.read',
    body: lazy(() => import('../accounts/AccountsPage.tsx')),
  },
  {
    path: '/accounts/invite',
    title: { vi: 'Mời người mới', en: 'Invite somebody' },
    under: '/accounts',
    needs: 'account.invite',
    body: lazy(() => import('../accounts/InvitePage.tsx')),
  },
  {
    path: '/accounts/invitations',
    title: { vi: 'Lời mời chưa nhận', en: 'Open invitations' },
    under: '/accounts',
    needs: 'account.invite',
    body: lazy(() => import('../accounts/InvitationsPage.tsx')),
  },
  {
    path: '/accounts/requests',
    title: { vi: 'Chờ phê duyệt', en: 'Waiting for approval' },
    under: '/accounts',
    needs: 'account.approve',
    body: lazy(() => import('../accounts/RequestsPage.tsx')),
  },
  {
    path: '/accounts/:account',
    title: { vi: 'Một tài khoản', en: 'One account' },
    under: '/accounts',
    needs: 'account.read',
    body: lazy(() => import('../accounts/AccountPage.tsx')),
  },
  {
    path: '/systems',
    title: { vi: 'Hệ thống kết nối', en: 'Connected systems' },
    nav: { vi: 'Hệ thống', en: 'Systems' },
    needs: 'account.read',
    nation: true,
    body: lazy(() => import('../systems/SystemsPage.tsx')),
  },
  {
    path: '/systems/register',
    title: { vi: 'Đăng ký hệ thống khai thác', en: 'Register a consumer system' },
    under: '/systems',
    needs: 'account.invite',
    nation: true,
    body: lazy(() => import('../systems/RegisterSystemPage.tsx')),
  },
  {
    path: '/systems/:system',
    title: { vi: 'Một hệ thống khai thác', en: 'One consumer system' },
    under: '/systems',
    needs: 'account.read',
    nation: true,
    body: lazy(() => import('../systems/SystemPage.tsx')),
  },
  {
    path: '/parties/register',
    title: { vi: 'Đăng ký nơi dùng chung đăng nhập', en: 'Register a relying party' },
    under: '/systems',
    needs: 'account.invite',
    nation: true,
    body: lazy(() => import('../systems/RegisterPartyPage.tsx')),
  },
  {
    path: '/parties/:party',
    title: { vi: 'Một nơi dùng chung đăng nhập', en: 'One relying party' },
    under: '/systems',
    needs: 'account.read',
    nation: true,
    body: lazy(() => import('../systems/PartyPage.tsx')),
  },
  {
    path: '/watch',
    title: { vi: 'Giám sát truy cập', en: 'Oversight of access' },
    nav: { vi: 'Giám sát', en: 'Oversight' },
    needs: [
      ...(['look.read', 'inspection.read', 'complaint.read', 'alarm.read'] as const),
      ...(['breakGlass.open', 'breakGlass.review'] as const),
    ],
    body: lazy(() => import('../watch/WatchPage.tsx')),
  },
  {
    path: '/watch/looks',
    title: { vi: 'Nhật ký truy cập', en: 'Access log' },
    under: '/watch',
    needs: 'look.read',
    body: lazy(() => import('../watch/LooksPage.tsx')),
  },
  {
    path: '/watch/drill',
    title: { vi: 'Rà soát sau vi phạm', en: 'Drill after a breach' },
    under: '/watch',
    needs: 'look.drill',
    body: lazy(() => import('../watch/DrillPage.tsx')),
  },
  {
    path: '/watch/inspections',
    title: { vi: 'Thanh tra, kiểm tra', en: 'Inspections' },
    under: '/watch',
    needs: 'inspection.read',
    body: lazy(() => import('../watch/InspectionsPage.tsx')),
  },
  {
    path: '/watch/complaints',
    title: { vi: 'Khiếu nại, tố cáo', en: 'Complaints, denunciations' },
    under: '/watch',
    needs: 'complaint.read',
    body: lazy(() => import('../watch/ComplaintsPage.tsx')),
  },
  {
    path: '/watch/glasses',
    title: { vi: 'Truy cập khẩn cấp', en: 'Emergency access' },
    under: '/watch',
    needs: 'breakGlass.review',
    body: lazy(() => import('../watch/GlassesPage.tsx')),
  },
  {
    path: '/watch/emergency',
    title: { vi: 'Mở truy cập khẩn cấp', en: 'Open emergency access' },
    under: '/watch',
    needs: 'breakGlass.open',
    body: lazy(() => import('../watch/EmergencyPage.tsx')),
  },
  {
    path: '/watch/alarms',
    title: { vi: 'Cảnh báo', en: 'Alarms' },
    under: '/watch',
    needs: 'alarm.read',
    body: lazy(() => import('../watch/AlarmsPage.tsx')),
  },
  {
    path: '/verify',
    title: { vi: 'Kiểm chứng biên nhận', en: 'Verify a receipt' },
    nav: { vi: 'Kiểm chứng biên nhận', en: 'Verify a receipt' },
    needs: 'nothing',
    body: lazy(() => import('../verify/VerifyPage.tsx')),
  },
  {
    path: '/me',
    title: { vi: 'Tài khoản của tôi', en: 'My account' },
    needs: 'account',
    own: true,
    body: lazy(() => import('../me/MePage.tsx')),
  },
  {
    path: '/me/record',
    title: { vi: 'Hồ sơ của tôi', en: 'My record' },
    needs: 'look.own',
    own: true,
    body: lazy(() => import('../records/MyRecordPage.tsx')),
  },
  {
    path: '/me/looks',
    title: { vi: 'Ai đã xem hồ sơ của tôi', en: 'Who looked at my record' },
    needs: 'look.own',
    own: true,
    body: lazy(() => import('../records/MyLooksPage.tsx')),
  },
  {
    path: '/me/requests',
    title: { vi: 'Yêu cầu của tôi', en: 'My requests' },
    needs: 'request.make',
    own: true,
    body: lazy(() => import('../privacy/MyRequestsPage.tsx')),
  },
  {
    path: '/me/requests/new',
    title: { vi: 'Yêu cầu mới', en: 'New request' },
    needs: 'request.make',
    body: lazy(() => import('../privacy/NewRequestPage.tsx')),
  },
  {
    path: '/me/consents',
    title: { vi: 'Sự đồng ý của tôi', en: 'My consents' },
    needs: 'consent.give',
    own: true,
    count: counted(ownConsentsAt, ({ consents }) => consents.filter(({ state }) => state === 'asked').length),
    body: lazy(() => import('../privacy/MyConsentsPage.tsx')),
  },
  {
    path: '/sign-in',
    title: { vi: 'Đăng nhập', en: 'Sign in' },
    needs: 'nothing',
    body: lazy(() => import('../signin/SignInPage.tsx')),
  },
  {
    path: '/invitation',
    title: { vi: 'Nhận tài khoản', en: 'Take your account' },
    needs: 'nothing',
    body: lazy(() => import('../signin/InvitationPage.tsx')),
  },
  {
    path: '/sign-in/lost',
    title: { vi: 'Không đăng nhập được', en: 'When you cannot sign in' },
    needs: 'nothing',
    body: lazy(() => import('../signin/LostPage.tsx')),
  },
  {
    path: '/sign-in/by-eid',
    title: { vi: 'Đăng nhập bằng VNeID', en: 'Sign in with VNeID' },
    needs: 'nothing',
    body: lazy(() => import('../signin/ByEidPage.tsx')),
  },
  {
    path: '/sign-in/done',
    title: { vi: 'Đã đăng nhập', en: 'Signed in' },
    needs: 'nothing',
    body: lazy(() => import('../signin/DonePage.tsx')),
  },
]

/** Whether some role of this account speaks for the page; each act on it is decided by the centre again. */
export const isFor = ({ needs, nation }: Page, me: Me | null): boolean =>
  needs === 'nothing' ||
  (me !== null &&
    (needs === 'account' || [needs].flat().some((action) => me.can.includes(action as Action))) &&
    (!nation || me.grants.some(({ unit }) => unit === null)))

const staffPages = (me: Me): readonly Page[] =>
  pages.filter((page) => page.nav && page.needs !== 'nothing' && isFor(page, me))

/** What stands in the navigation for this account, or for nobody. Who has no page of a role has the own ones there. */
export function navigationOf(me: Me | null): readonly Page[] {
  const own = me && staffPages(me).length === 0 ? ownPages(me).filter(({ needs }) => needs !== 'account') : []
  return [...own, ...pages.filter((page) => page.nav && isFor(page, me))]
}

/**
 * Where this account begins: the board, where a role has it; else the first page of its roles; who has no role and a record,
 * at the own record; else at the own account.
 */
export function firstPage(me: Me): string {
  return staffPages(me)[0]?.path ?? (me.bound ? '/me/record' : '/me')
}

/** What stands in the menu of the own account. */
export const ownPages = (me: Me): readonly Page[] =>
  pages.filter((page) => page.own && isFor(page, me) && (me.bound || page.needs === 'account'))

/** Addresses of the pages that take something. */
export const bodyHref = (body: string): string => `/bodies/${encodeURIComponent(body)}`
export const parcelHref = (body: string, parcel: string): string =>
  `${bodyHref(body)}/parcels/${encodeURIComponent(parcel)}`

/** The page at a path, with what its `:names` hold; null where there is none. */
export function findPage(path: string): { page: Page; params: Params } | null {
  const parts = split(path)
  for (const page of pages) {
    const pattern = split(page.path)
    if (pattern.length !== parts.length) continue
    const params: Record<string, string> = {}
    const fits = pattern.every((p, i) => {
      const part = parts[i]!
      if (!p.startsWith(':')) return p === part
      params[p.slice(1)] = part
      return true
    })
    if (fits) return { page, params }
  }
  return null
}

function split(path: string): string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent)
  } catch {
    return ['?'] // A broken escape is no address of ours.
  }
}
