/**
 * The one table of rights: role × action × field class × unit scope × conditions, with the legal source of each row.
 * What stands in no row is allowed to nobody. `docs/rights.md` shows it as it is read here.
 *
 * - A row that gives values names the classes and the form in which they are given; a row of an act names none.
 * - Several rows may speak of the same cell: the one whose conditions are met gives, the better form first.
 * - Restricted values are seen in the clear by the person's own personnel officer, and masked in lists; sealed ones need a
 *   step-up and a named purpose. Nobody filters, sorts or counts by either, and the codes of health, discipline and
 *   religion are among them.
 */
import type { Action, FieldClass, Text } from '@cbccvc/standard'
import { ROLES, type Role } from '../subject.ts'
import type { SourceId } from './sources.ts'

/** In which form the values of a class are given. `ceiling`: cut by the table of what may be public (public.ts). */
export type Form = 'clear' | 'masked' | 'ceiling'

/**
 * How far a row reaches: the asker; the granted unit and what stands below it today; that, or the nation where the grant
 * names no unit; a grant over the nation only; no matter where.
 */
export type Scope = 'self' | 'unit' | 'granted' | 'nation' | 'anywhere'
export const scopes: Readonly<Record<Scope, Text>> = {
  self: { vi: 'chính mình', en: 'self' },
  unit: { vi: 'đơn vị được giao', en: 'granted unit' },
  granted: { vi: 'đơn vị được giao hoặc cả nước', en: 'granted unit or the nation' },
  nation: { vi: 'cả nước', en: 'the nation' },
  anywhere: { vi: 'bất kỳ', en: 'anywhere' },
}

/** Conditions in the order in which they are asked; what each means stands in conditions.ts. */
export const CONDITIONS = [
  'system',
  'secondFactor',
  'consent',
  'purpose',
  'unrestricted',
  'stepUp',
  'case',
  'breakGlass',
] as const
export type Condition = (typeof CONDITIONS)[number]
export const conditionNames: Readonly<Record<Condition, Text>> = {
  system: { vi: 'hệ thống với khóa gắn thẻ', en: 'a system with a bound key' },
  secondFactor: { vi: 'yếu tố thứ hai', en: 'second factor' },
  consent: { vi: 'người đó đồng ý', en: 'consent' },
  purpose: { vi: 'nêu mục đích', en: 'named purpose' },
  unrestricted: { vi: 'người đó không hạn chế xử lý', en: 'not restricted by the person' },
  stepUp: { vi: 'xác thực lại trong 10 phút', en: 'step-up within 10 minutes' },
  case: { vi: 'vụ việc đang mở', en: 'an open case' },
  breakGlass: { vi: 'truy cập khẩn cấp', en: 'broken glass' },
}

export interface Row {
  readonly roles: readonly Role[]
  readonly actions: readonly Action[]
  /** Empty for an act. */
  readonly classes: readonly FieldClass[]
  readonly scope: Scope
  /** Null for an act. */
  readonly form: Form | null
  readonly needs: readonly Condition[]
  readonly law: SourceId
}

const look = ['record.read', 'record.history'] as const
const list = ['record.list', 'record.search'] as const
const choose = ['record.filter', 'record.sort', 'record.count', 'record.facet'] as const
const open = ['public', 'internal'] as const
const staff = ['secondFactor', 'purpose'] as const
/** Looks that no law obliges to: closed where the person was granted that processing is restricted. */
const beyond = ['secondFactor', 'purpose', 'unrestricted'] as const
const unsealing = ['secondFactor', 'purpose', 'stepUp'] as const
// The purposes of an auditor all need a case, and a look for such a purpose hangs on one that is open (conditions.ts).
const inspecting = staff
const inspectingDeep = unsealing
const deep = ['secondFactor', 'purpose', 'stepUp', 'case'] as const
const machine = ['system', 'purpose'] as const
/** Whoever has an account to sign in with: a system has a key, the public needs none. */
const signingIn = ROLES.filter((role) => role !== 'consumerSystem' && role !== 'public')

/** Rows that give values. */
function gives(
  roles: readonly Role[],
  actions: readonly Action[],
  classes: readonly FieldClass[],
  scope: Scope,
  form: Form,
  needs: readonly Condition[],
  law: SourceId,
): Row {
  return { roles, actions, classes, scope, form, needs, law }
}

/** Rows of acts. */
function does(
  roles: readonly Role[],
  actions: readonly Action[],
  scope: Scope,
  needs: readonly Condition[],
  law: SourceId,
): Row {
  return { roles, actions, classes: [], scope, form: null, needs, law }
}

export const table: readonly Row[] = [
  // The person, towards the own record.
  gives(['person'], look, ['public', 'internal', 'restricted'], 'self', 'clear', [], 'personalData'),
  gives(['person'], look, ['sealed'], 'self', 'clear', ['stepUp'], 'personalData'),
  gives(['person'], ['record.declare'], ['public', 'internal', 'restricted'], 'self', 'clear', [], 'declaration'),
  gives(['person'], ['record.declare'], ['sealed'], 'self', 'clear', ['stepUp'], 'declaration'),

  // One record, within a body.
  gives(['officer'], look, ['public', 'internal', 'restricted'], 'unit', 'clear', staff, 'nd27Personnel'),
  gives(['officer'], look, ['sealed'], 'unit', 'clear', unsealing, 'nd27Personnel'),
  gives(['bodyApprover'], look, open, 'unit', 'clear', staff, 'tt06Month'),
  gives(['bodyApprover'], look, ['restricted'], 'unit', 'masked', staff, 'tt06Month'),
  gives(['bodyApprover'], look, ['restricted'], 'unit', 'clear', unsealing, 'tt06Month'),
  gives(['bodyAdministrator'], look, ['public'], 'unit', 'clear', staff, 'accounts'),
  gives(['viewer'], look, open, 'granted', 'clear', beyond, 'tt06'),
  gives(['viewer'], look, ['restricted'], 'granted', 'masked', beyond, 'tt06'),
  gives(['leader'], look, open, 'granted', 'clear', beyond, 'nd27Personnel'),

  // One record, for the nation.
  gives(['nationalOperator', 'nationalApprover'], look, open, 'nation', 'clear', staff, 'tt06'),
  gives(['nationalOperator', 'nationalApprover'], look, ['restricted'], 'nation', 'masked', staff, 'tt06'),
  gives(['nationalOperator'], look, ['restricted'], 'nation', 'clear', deep, 'tt06'),
  gives(
    ['nationalOperator'],
    look,
    ['restricted', 'sealed'],
    'nation',
    'clear',
    ['secondFactor', 'purpose', 'stepUp', 'breakGlass'],
    'emergency',
  ),
  gives(['nationalAuditor'], look, open, 'nation', 'clear', inspecting, 'inspection'),
  gives(['nationalAuditor'], look, ['restricted', 'sealed'], 'nation', 'clear', inspectingDeep, 'inspection'),

  // One record, from outside. What is shared because a decree obliges to goes on under a restriction; consent does not.
  gives(['consumerSystem'], look, open, 'granted', 'clear', machine, 'nd278'),
  gives(
    ['consumerSystem'],
    look,
    ['restricted'],
    'granted',
    'clear',
    ['system', 'consent', 'purpose', 'unrestricted'],
    'nd27Consent',
  ),
  gives(
    ['recruiter'],
    look,
    open,
    'anywhere',
    'clear',
    ['secondFactor', 'consent', 'purpose', 'unrestricted'],
    'nd27Consent',
  ),

  // Lists and search: restricted values are masked, sealed ones never there.
  gives(['officer', 'bodyApprover'], list, open, 'unit', 'clear', staff, 'tt06'),
  gives(['officer', 'bodyApprover'], list, ['restricted'], 'unit', 'masked', staff, 'tt06'),
  gives(['bodyAdministrator'], list, ['public'], 'unit', 'clear', staff, 'accounts'),
  gives(['viewer'], list, open, 'granted', 'clear', beyond, 'tt06'),
  gives(['viewer'], list, ['restricted'], 'granted', 'masked', beyond, 'tt06'),
  gives(['leader'], list, ['public'], 'granted', 'clear', beyond, 'nd27Personnel'),
  gives(['nationalOperator', 'nationalApprover'], list, open, 'nation', 'clear', staff, 'tt06'),
  gives(['nationalOperator', 'nationalApprover'], list, ['restricted'], 'nation', 'masked', staff, 'tt06'),
  gives(['nationalAuditor'], list, open, 'nation', 'clear', inspecting, 'inspection'),
  gives(['nationalAuditor'], list, ['restricted'], 'nation', 'masked', inspecting, 'inspection'),
  gives(['consumerSystem'], list, open, 'granted', 'clear', machine, 'nd278'),

  // Choosing by a value tells the value: only by what is seen in the clear.
  gives(['officer', 'bodyApprover'], choose, open, 'unit', 'clear', staff, 'tt06'),
  gives(['viewer'], choose, open, 'granted', 'clear', staff, 'tt06'),
  gives(['leader'], choose, ['public'], 'granted', 'clear', staff, 'nd27Personnel'),
  gives(['leader'], ['record.count', 'record.facet'], ['internal'], 'granted', 'clear', staff, 'statistics'),
  gives(['nationalOperator', 'nationalApprover'], choose, open, 'nation', 'clear', staff, 'tt06'),
  gives(['nationalAuditor'], choose, open, 'nation', 'clear', inspecting, 'inspection'),
  gives(['consumerSystem'], ['record.filter', 'record.sort'], open, 'granted', 'clear', machine, 'nd278'),

  // Copies leave the house: always after a step-up.
  gives(['officer'], ['record.export'], open, 'unit', 'clear', unsealing, 'tt06'),
  gives(['officer'], ['record.export'], ['restricted'], 'unit', 'masked', unsealing, 'tt06'),
  gives(['nationalOperator'], ['record.export'], open, 'nation', 'clear', unsealing, 'tt06'),
  gives(['nationalAuditor'], ['record.export'], open, 'nation', 'clear', inspectingDeep, 'inspection'),

  // The public: a ceiling, not a publication.
  gives(['public'], ['directory.read'], ['public'], 'anywhere', 'ceiling', [], 'information'),

  // Sums in which nobody is recognised.
  does(
    ['officer', 'bodyApprover', 'bodyAdministrator'],
    ['statistics.read', 'board.read'],
    'unit',
    ['secondFactor'],
    'statistics',
  ),
  does(['viewer', 'leader'], ['statistics.read', 'board.read'], 'granted', ['secondFactor'], 'statistics'),
  does(
    ['nationalOperator', 'nationalApprover', 'nationalAuditor'],
    ['statistics.read', 'board.read'],
    'nation',
    ['secondFactor'],
    'statistics',
  ),

  // Submitting and what comes of it.
  does(['officer'], ['parcel.submit', 'parcel.read', 'feed.read', 'case.answer'], 'unit', ['secondFactor'], 'tt06'),
  does(['officer'], ['parcel.withdraw'], 'unit', ['secondFactor', 'stepUp'], 'tt06'),
  does(
    ['officer'],
    ['parcel.submit', 'parcel.read', 'parcel.withdraw', 'feed.read', 'case.answer'],
    'unit',
    ['system'],
    'tt06',
  ),
  does(['bodyApprover', 'bodyAdministrator'], ['parcel.read'], 'unit', ['secondFactor'], 'tt06'),
  does(['nationalOperator'], ['case.decide', 'unit.change'], 'nation', ['secondFactor', 'stepUp'], 'tt06'),
  does(['bodyApprover'], ['month.approve'], 'unit', ['secondFactor', 'stepUp'], 'tt06Month'),
  does(['nationalApprover'], ['month.accept'], 'nation', ['secondFactor', 'stepUp'], 'tt06Month'),

  // Accounts: issued down the tree, administrators by two people.
  does(
    ['nationalOperator', 'nationalApprover', 'nationalAuditor'],
    ['account.read'],
    'nation',
    ['secondFactor'],
    'accounts',
  ),
  does(['bodyAdministrator', 'bodyApprover'], ['account.read'], 'unit', ['secondFactor'], 'accounts'),
  does(['nationalOperator'], ['account.invite', 'account.grant'], 'nation', ['secondFactor', 'stepUp'], 'accounts'),
  does(['bodyAdministrator'], ['account.invite', 'account.grant'], 'unit', ['secondFactor', 'stepUp'], 'accounts'),
  does(['nationalOperator'], ['account.suspend', 'session.end'], 'nation', ['secondFactor'], 'accounts'),
  does(['bodyAdministrator'], ['account.suspend', 'session.end'], 'unit', ['secondFactor'], 'accounts'),
  does(['nationalApprover'], ['account.approve'], 'nation', ['secondFactor', 'stepUp'], 'accounts'),
  does(['bodyApprover'], ['account.approve'], 'unit', ['secondFactor', 'stepUp'], 'accounts'),
  does(
    ['bodyAdministrator', 'bodyApprover', 'officer'],
    ['delegation.give'],
    'unit',
    ['secondFactor', 'stepUp'],
    'accounts',
  ),
  does(['viewer', 'leader'], ['delegation.give'], 'granted', ['secondFactor', 'stepUp'], 'accounts'),
  does(['public'], ['session.start'], 'anywhere', [], 'accounts'),
  does(signingIn, ['session.own'], 'self', [], 'accounts'),

  // Privacy: the data subject, the one who watches, the glass.
  does(['person'], ['look.own', 'consent.give', 'request.make'], 'self', [], 'personalData'),
  does(['nationalAuditor'], ['look.read'], 'nation', ['secondFactor', 'purpose'], 'inspection'),
  does(['bodyAdministrator'], ['look.read'], 'unit', ['secondFactor'], 'level3'),
  does(['nationalAuditor'], ['look.drill'], 'nation', unsealing, 'breach'),
  does(['nationalAuditor'], ['inspection.open', 'inspection.end'], 'nation', ['secondFactor', 'stepUp'], 'inspection'),
  does(['nationalApprover'], ['inspection.approve'], 'nation', ['secondFactor', 'stepUp'], 'inspection'),
  does(['nationalAuditor', 'nationalApprover'], ['inspection.read'], 'nation', ['secondFactor'], 'inspection'),
  does(
    ['nationalApprover'],
    ['complaint.register', 'complaint.close'],
    'nation',
    ['secondFactor', 'stepUp'],
    'complaint',
  ),
  does(
    ['nationalAuditor', 'nationalOperator', 'nationalApprover'],
    ['complaint.read'],
    'nation',
    ['secondFactor'],
    'complaint',
  ),
  does(['nationalAuditor', 'dataCentreAdministrator'], ['alarm.read'], 'nation', ['secondFactor'], 'level3'),
  does(['nationalAuditor'], ['alarm.settle'], 'nation', ['secondFactor'], 'level3'),
  does(['recruiter'], ['consent.ask'], 'anywhere', staff, 'nd27Consent'),
  does(['consumerSystem'], ['consent.ask'], 'anywhere', machine, 'nd27Consent'),
  does(['officer'], ['request.answer'], 'unit', staff, 'personalData'),
  does(['nationalOperator'], ['request.answer'], 'nation', staff, 'personalData'),
  does(['nationalOperator'], ['breakGlass.open'], 'nation', unsealing, 'emergency'),
  does(['nationalAuditor', 'nationalApprover'], ['breakGlass.review'], 'nation', ['secondFactor'], 'emergency'),
  does(['bodyApprover'], ['export.release'], 'unit', ['secondFactor', 'stepUp'], 'level3'),
  does(['nationalApprover'], ['export.release'], 'nation', ['secondFactor', 'stepUp'], 'level3'),
  does(['nationalOperator', 'nationalApprover'], ['spill.order'], 'nation', ['secondFactor', 'stepUp'], 'secrets'),

  // Running the system: no personal data (decide.ts lets this role stand beside no other).
  does(['dataCentreAdministrator'], ['system.operate'], 'nation', ['secondFactor', 'stepUp'], 'level3'),
]
