/** A small nation and everybody who may ask in it, drawn at random from a seed: what the policy is tried on. */
import {
  type Action,
  actionIds,
  fieldClasses,
  type GroundId,
  grounds,
  type PurposeCode,
  purposeCodes,
  purposes,
} from '@cbccvc/standard'
import { type Succession, type Unit, UnitTree } from '../../../units/index.ts'
import { type Grant, ROLES, type Role, type Subject } from '../../subject.ts'
import type { Consent, Intention, Moment, StatedPurpose, Target } from '../intention.ts'
import type { PlainTree } from './restatement.ts'

/** mulberry32: the same seed gives the same numbers for ever. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const at: Moment = { now: new Date('2026-11-25T03:00:00Z'), today: '2026-11-25' }

/**
 * Two bodies: 1 with 2 (parts 4, 5) and 3 below it; 6 with 7 and 8. Ended: 20 merged into 2, 21 split into 4 and 3, 22
 * split into 4 and 7, 23 renamed to 5, 24 moved and later merged into 8 by way of 20, 25 without a
 * successor; 99 was never there.
 */
const parents: [unit: number, parent: number | null][] = [
  [1, null],
  [2, 1],
  [4, 2],
  [5, 2],
  [3, 1],
  [6, null],
  [7, 6],
  [8, 6],
]
const successions: Succession[] = [
  { from: 20, to: 2, kind: 'merge' },
  { from: 21, to: 4, kind: 'split' },
  { from: 21, to: 3, kind: 'split' },
  { from: 22, to: 4, kind: 'split' },
  { from: 22, to: 7, kind: 'split' },
  { from: 23, to: 5, kind: 'rename' },
  { from: 24, to: 20, kind: 'move' },
]
const unitIds = [1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22, 23, 24, 25, 99]

export const plainTree: PlainTree = {
  parent: new Map(parents),
  became: Map.groupBy(successions, ({ from }) => from),
}

/** The tree as the registry holds it: nested intervals. */
export function treeOf(): UnitTree {
  const units: Unit[] = []
  let edge = 0
  const walk = (id: number) => {
    const lft = ++edge
    for (const [child, parent] of parents) if (parent === id) walk(child)
    units.push({ id, code: `U${id}`, name: `Unit ${id}`, body: id < 6 ? 'H26' : 'H56', lft, rgt: ++edge })
  }
  for (const [top, parent] of parents) if (parent === null) walk(top)
  return new UnitTree(units, { successions })
}

type Random = () => number
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!
const chance = (random: Random, share: number) => random() < share

const national = /^national|^dataCentre/

function grantOf(random: Random): Grant {
  const role: Role = pick(random, ROLES)
  const past = chance(random, 0.05)
  const future = chance(random, 0.05)
  // Mostly over what fits the role, sometimes not: a national role over a unit, a body's role over the nation.
  const nation = chance(random, national.test(role) ? 0.85 : 0.2)
  return {
    id: 'grant',
    role,
    unitId: nation ? null : pick(random, unitIds),
    via: 'issued',
    validFrom: future ? '2026-11-26' : pick(random, ['2026-01-01', '2026-11-25']),
    validTo: past ? '2026-11-24' : pick(random, [null, '2026-11-25', '2027-01-01']),
  }
}

export function subjectOf(random: Random): Subject {
  const kind = pick(random, ['account', 'account', 'account', 'account', 'system', 'public'] as const)
  const minutes = pick(random, [null, 0, 5, 10, 10.1, 60, -1])
  return {
    kind,
    accountId: kind === 'public' || chance(random, 0.03) ? null : 'account',
    sessionId: null,
    personId: kind === 'account' && chance(random, 0.6) ? pick(random, [101, 102, 103]) : null,
    sender: null,
    grants: Array.from({ length: pick(random, [0, 1, 1, 1, 2, 3]) }, () => grantOf(random)),
    secondFactor: chance(random, 0.8),
    steppedUpAt: minutes === null ? null : new Date(at.now.getTime() - minutes * 60_000),
    address: '192.0.2.1',
    ...(kind === 'system' && { purposes: pick(random, registered) }),
  }
}

/** What a system may be registered for: mostly for what it asks. */
const registered = [purposeCodes, ['sharing'], ['sharing'], ['personnel'], []]

function purposeOf(random: Random): StatedPurpose | null {
  if (chance(random, 0.05)) return null
  const code: PurposeCode = pick(random, purposeCodes)
  const ground = pick(random, (chance(random, 0.9) ? purposes[code].grounds : Object.keys(grounds)) as GroundId[])
  return { code, ground, caseNo: pick(random, [undefined, '', ' ', 'QĐ-1', 'QĐ-1', 'QĐ-1', 'QĐ-2']) }
}

function consentOf(random: Random): Consent | null {
  if (chance(random, 0.3)) return null
  return {
    classes: fieldClasses.filter(() => chance(random, 0.7)),
    fields: ['hoTenKhaiSinh'],
    validFrom: pick(random, ['2026-11-01', '2026-11-25', '2026-11-26']),
    validTo: pick(random, ['2026-11-24', '2026-11-25', '2026-12-31']),
  }
}

export function intentionOf(random: Random): Intention {
  const action: Action = pick(random, actionIds)
  const targets: Target[] = [
    { kind: 'self' },
    { kind: 'nation' },
    { kind: 'unit', unitId: pick(random, unitIds) },
    { kind: 'person', personId: pick(random, [101, 102, 103, 104]), unitId: pick(random, unitIds) },
  ]
  const values = /^(record|directory)\./.test(action)
  const wrong = chance(random, 0.02)
  const one = [pick(random, fieldClasses)]
  const classes = chance(random, 0.5) ? one : fieldClasses.filter(() => chance(random, 0.5))
  const minutes = pick(random, [null, -1, 0, 1, 30])
  return {
    action,
    target: pick(random, [...targets, targets[2]!, targets[3]!, targets[3]!]),
    classes: values !== wrong ? classes : [],
    purpose: purposeOf(random),
    standing: {
      consent: consentOf(random),
      openCase: pick(random, [null, 'QĐ-1', 'QĐ-1', '']),
      restricted: pick(random, [null, null, [], ['hoTenKhaiSinh', 'noiSinh']]),
      brokenUntil: minutes === null ? null : new Date(at.now.getTime() + minutes * 60_000),
    },
  }
}
