/**
 * The policy said again, plainly, from the text of the requirement and not from the table: it imports nothing of the
 * policy but the shapes of what is asked. It goes person by person ("an officer may …") and keeps its own idea of the
 * tree (parents, and what ended units became). The test compares it with the table on random decisions.
 */
import { edition } from '@cbccvc/standard'
import type { Grant, Role, Subject } from '../../subject.ts'
import type { Intention, Moment } from '../intention.ts'

export type PlainAnswer =
  | { forms: Record<string, string>; only: Record<string, readonly string[]>; leavesOut: boolean }
  | string

/** The tree as a reader sees it on paper. */
export interface PlainTree {
  /** Parent of each unit of today; null at the top. */
  readonly parent: ReadonlyMap<number, number | null>
  /** What became of an ended unit. */
  readonly became: ReadonlyMap<number, readonly { to: number; kind: string }[]>
}

/** One way to a thing: how far it reaches, what it asks for, in which form it gives. */
interface Way {
  where: 'own' | 'unit' | 'unitOrNation' | 'nation' | 'everywhere'
  form: string
  machine?: boolean
  twoFactors?: boolean
  consent?: boolean
  why?: boolean
  again?: boolean
  inCase?: boolean
  broken?: boolean
  /** No law obliges to it: closed where the person restricted it. */
  beyond?: boolean
}

const records = ['record.read', 'record.history']
const lists = ['record.list', 'record.search']
const choices = ['record.filter', 'record.sort', 'record.count', 'record.facet']
const sums = ['statistics.read', 'board.read']

export function plainly(subject: Subject, intention: Intention, tree: PlainTree, at: Moment): PlainAnswer {
  const values = /^(record|directory)\./.test(intention.action)
  if (values ? intention.classes.length === 0 : intention.classes.length > 0) return 'access.notAllowed'
  const forms: Record<string, string> = {}
  const only: Record<string, readonly string[]> = {}
  let leavesOut = false
  for (const of of values ? intention.classes : ['']) {
    let furthest = -1
    let answer = 'access.notAllowed'
    const good: Way[] = []
    for (const [role, grant] of whoIsThis(subject, at)) {
      for (const way of waysOf(role, intention.action, of)) {
        const [stage, code] = stoppedAt(way, role, grant, of, subject, intention, tree, at)
        if (stage === through) good.push(way)
        if (stage > furthest) {
          furthest = stage
          answer = code
        }
      }
    }
    if (good.length === 0) return answer
    const form = ['clear', 'masked', 'ceiling', ''].find((one) => good.some((way) => way.form === one))!
    if (!values) continue
    forms[of] = form
    const best = good.filter((way) => way.form === form)
    if (best.every((way) => way.consent)) only[of] = intention.standing.consent!.fields
    if (!best.every((way) => way.beyond)) continue
    if (/^record\.(list|search)$/.test(intention.action)) leavesOut = true
    const closed = intention.standing.restricted
    const all = () => edition().fields.filter((field) => field.class === of)
    if (closed) only[of] = (only[of] ?? all().map(({ id }) => id)).filter((id) => closed.every((one) => one !== id))
  }
  return { forms, only, leavesOut }
}

/** Everybody is the public; whoever has an account for a person is that person; the rest was granted, for a time. */
function whoIsThis(subject: Subject, at: Moment): [Role, Grant | null][] {
  const roles: [Role, Grant | null][] = [['public', null]]
  if (subject.kind === 'public' || !subject.accountId) return roles
  if (subject.kind === 'account' && subject.personId) roles.push(['person', null])
  const live = subject.grants.filter((g) => !(g.validFrom > at.today) && !(g.validTo !== null && g.validTo < at.today))
  const runsTheMachines = live.some((g) => g.role === 'dataCentreAdministrator')
  for (const g of live) {
    if (g.role === 'public' || g.role === 'person') continue
    if (runsTheMachines && g.role !== 'dataCentreAdministrator') continue
    roles.push([g.role, g])
  }
  return roles
}

const through = 99

/** At which question this way ends, and what is then said; later questions are put only to who passed the earlier ones. */
function stoppedAt(
  way: Way,
  role: Role,
  grant: Grant | null,
  of: string,
  subject: Subject,
  { target, purpose, standing }: Intention,
  tree: PlainTree,
  at: Moment,
): [number, string] {
  const nobodyThere = target.kind === 'person' ? 'access.notFound' : 'access.notAllowed'
  if (way.machine && subject.kind !== 'system') return [0, 'access.notAllowed']
  if (way.twoFactors && !(subject.kind === 'account' && subject.secondFactor)) return [1, 'caller.secondFactor']
  if (!isThere()) return [2, nobodyThere]
  if (way.consent) {
    const given = standing.consent
    const holds =
      given && given.validFrom <= at.today && at.today <= given.validTo && given.classes.some((c) => c === of)
    if (!holds) return [3, nobodyThere]
  }
  if (way.why && !(purpose && mayLookFor(role, purpose))) return [4, 'access.purpose']
  if (way.why && subject.kind === 'system' && !registeredFor(subject, purpose?.code)) return [4, 'access.purpose']
  // To look in a case there must be that case.
  if (
    way.why &&
    of !== '' &&
    isNumbered(purpose!.code) &&
    !(standing.openCase && purpose!.caseNo === standing.openCase)
  )
    return [4, 'access.purpose']
  if (way.beyond && standing.restricted && standing.restricted.length === 0) return [4.5, 'access.restricted']
  if (way.again) {
    const minutes = subject.steppedUpAt ? (at.now.getTime() - subject.steppedUpAt.getTime()) / 60_000 : -1
    if (subject.kind !== 'account' || !(minutes >= 0 && minutes <= 10)) return [5, 'caller.stepUp']
  }
  if (way.inCase && !(standing.openCase && purpose?.caseNo === standing.openCase)) return [6, 'access.purpose']
  if (way.broken && !(standing.brokenUntil && standing.brokenUntil > at.now)) return [7, 'access.notAllowed']
  return [through, '']

  function isThere(): boolean {
    const mine = target.kind === 'self' || (target.kind === 'person' && target.personId === subject.personId)
    if (way.where === 'own') return mine
    if (target.kind === 'self') return false
    if (way.where === 'everywhere') return true
    if (!grant) return false
    const national = grant.unitId === null
    if (way.where === 'nation') return national
    if (national) return way.where === 'unitOrNation'
    return target.kind !== 'nation' && under(target.unitId, grant.unitId!)
  }

  /** Whether a unit stands under another today; an ended one where all that it became stands under it. */
  function under(unit: number, top: number): boolean {
    const head = now(top)
    if (head === null) return false
    const parent = tree.parent.get(unit)
    if (parent === undefined) {
      const later = tree.became.get(unit) ?? []
      return later.length > 0 && later.every(({ to }) => under(to, top))
    }
    return unit === head || (parent !== null && under(parent, top))
  }

  /** A right over a unit that was only renamed or moved goes with it; a right over one that was merged or split ends. */
  function now(top: number): number | null {
    if (tree.parent.has(top)) return top
    const later = tree.became.get(top) ?? []
    return later.length === 1 && ['rename', 'move'].includes(later[0]!.kind) ? now(later[0]!.to) : null
  }
}

/** What a system was registered for, word by word. */
const registeredFor = ({ purposes = [] }: Subject, code = '') => purposes.some((one) => one === code)

const isNumbered = (code: string) => /^(elsewhere|inspection|complaint|subjectRequest)$/.test(code)

/** Which office looks for what, and what such a look rests on. */
function mayLookFor(
  role: Role,
  { code, ground, caseNo }: { code: string; ground: string; caseNo?: string | undefined },
) {
  const looks: Record<string, [offices: string, grounds: string, numbered?: true]> = {
    personnel: ['officer bodyAdministrator bodyApprover viewer leader', 'nd27Personnel tt06'],
    dataQuality: ['officer bodyAdministrator bodyApprover nationalOperator nationalApprover', 'tt06'],
    approval: ['bodyApprover nationalApprover', 'tt06Month'],
    transfer: ['officer', 'tt06 nd27Personnel'],
    management: ['leader viewer', 'nd27Personnel'],
    elsewhere: ['nationalOperator', 'tt06', true],
    inspection: ['nationalAuditor', 'inspection', true],
    complaint: ['nationalAuditor nationalOperator', 'complaint', true],
    sharing: ['consumerSystem', 'nd278'],
    recruitment: ['recruiter', 'nd27Consent'],
    subjectRequest: ['officer nationalOperator', 'personalData', true],
    emergency: ['nationalOperator', 'emergency'],
  }
  const [offices, grounds, numbered] = looks[code] ?? ['', '']
  if (numbered && !caseNo?.trim()) return false
  return offices.split(' ').includes(role) && grounds.split(' ').includes(ground)
}

/** The ways of one role to one thing, in words of the requirement. */
function waysOf(role: Role, action: string, of: string): Way[] {
  const day = { form: 'clear', twoFactors: true, why: true }
  const inTheOpen = of === 'public' || of === 'internal'
  const onesOwn = action === 'session.own'
  switch (role) {
    // The public: a directory under the ceiling, and the door.
    case 'public':
      if (action === 'directory.read' && of === 'public') return [{ where: 'everywhere', form: 'ceiling' }]
      return action === 'session.start' ? [{ where: 'everywhere', form: '' }] : []

    // The person: all of the own record, the sealed part after proving again who it is; the rights of a data subject.
    case 'person':
      if ([...records, 'record.declare'].includes(action))
        return [{ where: 'own', form: 'clear', again: of === 'sealed' }]
      return onesOwn || ['look.own', 'consent.give', 'request.make'].includes(action)
        ? [{ where: 'own', form: '' }]
        : []

    // The personnel officer of the body: everything of the own people; restricted without step-up, masked in lists;
    // sealed and copies with step-up.
    case 'officer': {
      if (onesOwn) return [{ where: 'own', form: '' }]
      if (records.includes(action)) return [{ ...day, where: 'unit', again: of === 'sealed' }]
      if (lists.includes(action) || action === 'record.export') {
        if (of === 'sealed') return []
        return [{ ...day, where: 'unit', form: inTheOpen ? 'clear' : 'masked', again: action === 'record.export' }]
      }
      if (choices.includes(action)) return inTheOpen ? [{ ...day, where: 'unit' }] : []
      if (action === 'request.answer') return [{ ...day, where: 'unit', form: '' }]
      const byHand: Way = { where: 'unit', form: '', twoFactors: true }
      if (['parcel.submit', 'parcel.read', 'feed.read', 'case.answer'].includes(action))
        return [byHand, { where: 'unit', form: '', machine: true }]
      if (action === 'parcel.withdraw')
        return [
          { ...byHand, again: true },
          { where: 'unit', form: '', machine: true },
        ]
      if (sums.includes(action)) return [byHand]
      return action === 'delegation.give' ? [{ ...byHand, again: true }] : []
    }

    // The approver signs the month: sees what is signed, restricted values masked until stepping up, sealed ones never.
    case 'bodyApprover': {
      if (onesOwn) return [{ where: 'own', form: '' }]
      if (of === 'sealed') return []
      if (records.includes(action))
        return inTheOpen
          ? [{ ...day, where: 'unit' }]
          : [
              { ...day, where: 'unit', form: 'masked' },
              { ...day, where: 'unit', again: true },
            ]
      if (lists.includes(action)) return [{ ...day, where: 'unit', form: inTheOpen ? 'clear' : 'masked' }]
      if (choices.includes(action)) return inTheOpen ? [{ ...day, where: 'unit' }] : []
      const act: Way = { where: 'unit', form: '', twoFactors: true }
      if ([...sums, 'parcel.read', 'account.read'].includes(action)) return [act]
      return ['month.approve', 'account.approve', 'delegation.give', 'export.release'].includes(action)
        ? [{ ...act, again: true }]
        : []
    }

    // The administrator of a body: accounts. Of people no more than who they are.
    case 'bodyAdministrator': {
      if (onesOwn) return [{ where: 'own', form: '' }]
      if ([...records, ...lists].includes(action)) return of === 'public' ? [{ ...day, where: 'unit' }] : []
      const act: Way = { where: 'unit', form: '', twoFactors: true }
      if ([...sums, 'parcel.read', 'account.read', 'account.suspend', 'session.end', 'look.read'].includes(action))
        return [act]
      return ['account.invite', 'account.grant', 'delegation.give'].includes(action) ? [{ ...act, again: true }] : []
    }

    // The viewer looks, restricted values masked, and changes nothing.
    case 'viewer': {
      if (onesOwn) return [{ where: 'own', form: '' }]
      if ([...records, ...lists].includes(action) && of !== 'sealed')
        return [{ ...day, where: 'unitOrNation', form: inTheOpen ? 'clear' : 'masked', beyond: true }]
      if (choices.includes(action)) return inTheOpen ? [{ ...day, where: 'unitOrNation' }] : []
      if (sums.includes(action)) return [{ where: 'unitOrNation', form: '', twoFactors: true }]
      return action === 'delegation.give' ? [{ where: 'unitOrNation', form: '', twoFactors: true, again: true }] : []
    }

    // The leader: sums, and the people in the line of sight; chooses by what is public only.
    case 'leader': {
      if (onesOwn) return [{ where: 'own', form: '' }]
      const sight: Way = { ...day, where: 'unitOrNation' }
      if (records.includes(action)) return inTheOpen ? [{ ...sight, beyond: true }] : []
      if (['record.count', 'record.facet'].includes(action)) return inTheOpen ? [sight] : []
      if (lists.includes(action)) return of === 'public' ? [{ ...sight, beyond: true }] : []
      if (['record.filter', 'record.sort'].includes(action)) return of === 'public' ? [sight] : []
      if (sums.includes(action)) return [{ where: 'unitOrNation', form: '', twoFactors: true }]
      return action === 'delegation.give' ? [{ where: 'unitOrNation', form: '', twoFactors: true, again: true }] : []
    }

    // The operator of the nation: the open part; restricted masked, in the clear for an open case; a broken glass opens
    // the rest.
    case 'nationalOperator': {
      if (onesOwn) return [{ where: 'own', form: '' }]
      if (records.includes(action)) {
        if (inTheOpen) return [{ ...day, where: 'nation' }]
        const broken: Way = { ...day, where: 'nation', again: true, broken: true }
        if (of === 'sealed') return [broken]
        return [
          broken,
          { ...day, where: 'nation', form: 'masked' },
          { ...day, where: 'nation', again: true, inCase: true },
        ]
      }
      if (lists.includes(action) && of !== 'sealed')
        return [{ ...day, where: 'nation', form: inTheOpen ? 'clear' : 'masked' }]
      if (choices.includes(action)) return inTheOpen ? [{ ...day, where: 'nation' }] : []
      if (action === 'record.export') return inTheOpen ? [{ ...day, where: 'nation', again: true }] : []
      const act: Way = { where: 'nation', form: '', twoFactors: true }
      if ([...sums, 'account.read', 'account.suspend', 'session.end', 'complaint.read'].includes(action)) return [act]
      if (['case.decide', 'unit.change', 'account.invite', 'account.grant', 'spill.order'].includes(action))
        return [{ ...act, again: true }]
      if (action === 'request.answer') return [{ ...act, why: true }]
      return action === 'breakGlass.open' ? [{ ...act, why: true, again: true }] : []
    }

    // The approver of the nation: the second pair of eyes.
    case 'nationalApprover': {
      if (onesOwn) return [{ where: 'own', form: '' }]
      if ([...records, ...lists].includes(action) && of !== 'sealed')
        return [{ ...day, where: 'nation', form: inTheOpen ? 'clear' : 'masked' }]
      if (choices.includes(action)) return inTheOpen ? [{ ...day, where: 'nation' }] : []
      const act: Way = { where: 'nation', form: '', twoFactors: true }
      if ([...sums, 'account.read', 'breakGlass.review', 'inspection.read', 'complaint.read'].includes(action))
        return [act]
      if (['complaint.register', 'complaint.close'].includes(action)) return [{ ...act, again: true }]
      return ['month.accept', 'account.approve', 'export.release', 'spill.order', 'inspection.approve'].includes(action)
        ? [{ ...act, again: true }]
        : []
    }

    // The auditor: everything, but only in a case; the access log, inspections (hidden ones by a second person), alarms.
    case 'nationalAuditor': {
      if (onesOwn) return [{ where: 'own', form: '' }]
      const inspects: Way = { ...day, where: 'nation', inCase: true }
      if (records.includes(action)) return [{ ...inspects, again: !inTheOpen }]
      if (lists.includes(action) && of !== 'sealed') return [{ ...inspects, form: inTheOpen ? 'clear' : 'masked' }]
      if (choices.includes(action)) return inTheOpen ? [inspects] : []
      if (action === 'record.export') return inTheOpen ? [{ ...inspects, again: true }] : []
      const act: Way = { where: 'nation', form: '', twoFactors: true }
      const watches = ['breakGlass.review', 'inspection.read', 'alarm.read', 'alarm.settle', 'complaint.read']
      if ([...sums, ...watches, 'account.read'].includes(action)) return [act]
      if (action === 'inspection.open' || action === 'inspection.end') return [{ ...act, again: true }]
      if (action === 'look.drill') return [{ ...act, why: true, again: true }]
      return action === 'look.read' ? [{ ...act, why: true }] : []
    }

    // Runs the system, sees no personal data; learns that there was an alarm.
    case 'dataCentreAdministrator':
      if (onesOwn) return [{ where: 'own', form: '' }]
      if (action === 'alarm.read') return [{ where: 'nation', form: '', twoFactors: true }]
      return action === 'system.operate' ? [{ where: 'nation', form: '', twoFactors: true, again: true }] : []

    // A system with a registered purpose: the open part; restricted values by consent; nothing by hand.
    case 'consumerSystem': {
      const shared: Way = { where: 'unitOrNation', form: 'clear', machine: true, why: true }
      if (records.includes(action) && of === 'restricted') return [{ ...shared, consent: true, beyond: true }]
      if ([...records, ...lists, 'record.filter', 'record.sort'].includes(action)) return inTheOpen ? [shared] : []
      return action === 'consent.ask' ? [{ ...shared, where: 'everywhere', form: '' }] : []
    }

    // A recruiter: one record, the open part, with the person's consent, wherever the person is.
    case 'recruiter':
      if (onesOwn) return [{ where: 'own', form: '' }]
      if (records.includes(action))
        return inTheOpen ? [{ ...day, where: 'everywhere', consent: true, beyond: true }] : []
      return action === 'consent.ask' ? [{ ...day, where: 'everywhere', form: '' }] : []
  }
}
