/** `docs/rights.md`: the table of rights, the purposes and the public ceiling, spelled out from the data that decides. */
import {
  type Action,
  actions,
  edition,
  fieldClasses,
  grounds,
  purposeCodes,
  purposes,
  type Text,
} from '@cbccvc/standard'
import type { Role } from '../subject.ts'
import { publicCeiling, publicRankNames, publicRanks } from './public.ts'
import { purposeRoles } from './purposes.ts'
import { type SourceId, sources } from './sources.ts'
import { conditionNames, type Form, type Row, scopes, table } from './table.ts'

const roleNames: Readonly<Record<Role, Text>> = {
  nationalOperator: { vi: 'Vận hành quốc gia', en: 'national operator' },
  nationalApprover: { vi: 'Phê duyệt quốc gia', en: 'national approver' },
  nationalAuditor: { vi: 'Kiểm tra, thanh tra quốc gia', en: 'national auditor' },
  dataCentreAdministrator: { vi: 'Quản trị trung tâm dữ liệu', en: 'data-centre administrator' },
  bodyAdministrator: { vi: 'Quản trị cơ quan', en: 'body administrator' },
  bodyApprover: { vi: 'Người ký duyệt của cơ quan', en: 'body approver' },
  officer: { vi: 'Cán bộ nhân sự', en: 'officer' },
  viewer: { vi: 'Người xem', en: 'viewer' },
  leader: { vi: 'Lãnh đạo', en: 'leader' },
  consumerSystem: { vi: 'Hệ thống khai thác', en: 'consumer system' },
  recruiter: { vi: 'Người tuyển dụng', en: 'recruiter' },
  person: { vi: 'Chính người đó', en: 'the person' },
  public: { vi: 'Công chúng', en: 'the public' },
}
const formNames: Readonly<Record<Form, Text>> = {
  clear: { vi: 'rõ', en: 'clear' },
  masked: { vi: 'che', en: 'masked' },
  ceiling: { vi: 'theo trần công khai', en: 'under the public ceiling' },
}
const publicFormNames = {
  asStated: { vi: 'như ghi', en: 'as stated' },
  fullDate: { vi: 'ngày đầy đủ', en: 'full date' },
  year: { vi: 'năm', en: 'year only' },
  province: { vi: 'tỉnh', en: 'province only' },
  career: { vi: 'nơi và chức vụ, năm', en: 'places and posts, years' },
  hidden: { vi: 'không', en: 'hidden' },
} as const

const both = ({ vi, en }: Text) => `${vi} / ${en}`
const lawName = (id: SourceId) => `${sources[id].vi}${sources[id].ours ? ' (*)' : ''}`
const roleList = (roles: readonly Role[]) => roles.map((role) => `\`${role}\``).join(', ')

export function rightsPage(): string {
  return `${[
    '# Ai được xem và làm gì / Who may see and do what',
    'Trang này do `npm run derive` viết từ chính bảng mà hệ thống dùng để quyết định (`packages/registry/src/access/policy`). Điều không có trong bảng thì không ai được làm. (*) là cách hiểu của chúng tôi, chờ Bộ xác nhận.',
    'This page is written by `npm run derive` from the very table that decides (`packages/registry/src/access/policy`). What stands in no row is allowed to nobody. (*) marks our reading until the ministry confirms it.',
    '## Vai trò / Roles',
    lines(Object.entries(roleNames).map(([id, name]) => `- \`${id}\`: ${both(name)}`)),
    '## Giá trị của hồ sơ / Values of records',
    valuesTable(table.filter(({ form }) => form !== null)),
    '## Việc không cho thấy giá trị / Acts that give no value',
    actsTable(table.filter(({ form }) => form === null)),
    '## Mục đích / Purposes',
    purposesTable(),
    '## Trần công khai / The public ceiling',
    'Công khai là mức trần, không phải việc đăng tải. Trường không có trong bảng thì không hiện. / Public is a ceiling, not a publication. A field that is not named is hidden.',
    ceilingTable(),
    '## Căn cứ / Sources',
    lines(Object.values(sources).map((source) => `- ${both(source)}${source.ours ? ' (*)' : ''}`)),
  ].join('\n\n')}\n`
}

const lines = (all: readonly string[]) => all.join('\n')
const grid = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  lines([head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`))

const actionList = (ids: readonly Action[]) => ids.map((id) => `\`${id}\` ${actions[id].vi}`).join('<br>')
const needList = ({ needs }: Row) => (needs.length === 0 ? '–' : needs.map((one) => conditionNames[one].vi).join(', '))

function valuesTable(rows: readonly Row[]): string {
  const head = [
    'vai trò / roles',
    'việc / actions',
    ...fieldClasses,
    'phạm vi / scope',
    'điều kiện / conditions',
    'căn cứ / source',
  ]
  return grid(
    head,
    rows.map((row) => [
      roleList(row.roles),
      actionList(row.actions),
      ...fieldClasses.map((of) => (row.classes.includes(of) ? formNames[row.form!].vi : '')),
      scopes[row.scope].vi,
      needList(row),
      lawName(row.law),
    ]),
  )
}

function actsTable(rows: readonly Row[]): string {
  return grid(
    ['vai trò / roles', 'việc / actions', 'phạm vi / scope', 'điều kiện / conditions', 'căn cứ / source'],
    rows.map((row) => [
      roleList(row.roles),
      actionList(row.actions),
      scopes[row.scope].vi,
      needList(row),
      lawName(row.law),
    ]),
  )
}

function purposesTable(): string {
  return grid(
    ['mục đích / purpose', 'vai trò / roles', 'căn cứ / ground', 'số vụ việc / case number'],
    purposeCodes.map((code) => [
      `\`${code}\` ${both(purposes[code])}`,
      roleList(purposeRoles[code]),
      purposes[code].grounds.map((id) => `${grounds[id].vi}${grounds[id].ours ? ' (*)' : ''}`).join('<br>'),
      purposes[code].needsCase ? 'có, đang mở / yes, an open one' : '–',
    ]),
  )
}

function ceilingTable(): string {
  const standard = edition('2023')
  return grid(
    ['trường / field', ...publicRanks.map((rank) => both(publicRankNames[rank]))],
    Object.entries(publicCeiling).map(([field, byRank]) => [
      `\`${field}\` ${standard.byId.get(field)!.label.vi}`,
      ...publicRanks.map((rank) => `${publicFormNames[byRank[rank].form].vi}; ${lawName(byRank[rank].law)}`),
    ]),
  )
}
