/**
 * The world that the rights walk goes through: a part of the tree with everything that can stand beside a unit, one
 * official in each place whose every value is known, and one account a role, with a session that stepped up just now and
 * one that did not.
 *
 *   H26 ─┬─ H26.1 ── H26.1.1         parent, home (what the accounts are granted), child
 *        ├─ H26.2                    sibling
 *        ├─ H26.8                    ended: merged into H26.1
 *        └─ H26.9                    ended: split into H26.1 and H26.2
 *   H56 ─── H56.1                    another body
 *
 * A system comes twice: registered over home, and over the nation.
 */
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type KeyHolder, keyHolder } from '@cbccvc/contract'
import { newKeyPair } from '@cbccvc/evidence'
import { enrolUnits, ROLES, type Role, type Subject, transaction } from '@cbccvc/registry'
import { edition, type FieldClass, fieldClasses } from '@cbccvc/standard'
import { recordWatch } from '../../../../../packages/registry/src/access/looks/acts.ts'
import {
  type Consent,
  noStanding,
  type Standing,
} from '../../../../../packages/registry/src/access/policy/intention.ts'
import type { PlainTree } from '../../../../../packages/registry/src/access/policy/testing/restatement.ts'
import { personOf } from '../book.ts'
import { decide } from '../decide.ts'
import { asOwner } from '../looks.ts'
import { official } from '../people.ts'
import { type Route, today } from '../route.ts'

/** Where somebody stands, seen from the unit that the accounts are granted. */
export const relations = {
  home: 'H26.1',
  child: 'H26.1.1',
  parent: 'H26',
  sibling: 'H26.2',
  outside: 'H56.1',
  merged: 'H26.8',
  split: 'H26.9',
} as const
export type Relation = keyof typeof relations
export const relationNames = Object.keys(relations) as readonly Relation[]

/** One official of the world. */
export interface Place {
  readonly relation: Relation
  readonly unitId: number
  readonly unitCode: string
  readonly personId: number
  readonly ref: string
  readonly soDinhDanh: string
  readonly name: string
  /** The parcel that brought this one record. */
  readonly parcelId: string
  /** Texts of eight signs or more that stand in the values of this class of this person and of nobody else's. */
  readonly marks: Readonly<Record<FieldClass, readonly string[]>>
}

/** How somebody of a role comes to the door. */
export interface Visitor {
  /** As messages call it. */
  readonly name: string
  readonly role: Role
  /** Null: the public and a system, which have no session. */
  readonly token: string | null
  /** A system's: a token of its own from the issuer, and a proof with each question. */
  readonly key?: KeyHolder
  readonly subject: Subject
}

export interface World {
  readonly route: Route
  readonly places: readonly Place[]
  readonly visitors: readonly Visitor[]
  readonly tree: PlainTree
  /** Whether a right over `top` reaches `unit` today, as the paper says. */
  reaches(top: number, unit: number): boolean
  /** What the register holds between this visitor and the official of this place. */
  standingOf(visitor: Visitor, place: Place): Promise<Standing>
  readonly nothingStands: Standing
  /** An account of nobody's in particular over this unit, with a session, fresh for one question. */
  colleague(unitId: number | null, role?: Role): Promise<{ accountId: string; grantId: string; sessionId: string }>
  /** One more session of the visitor's own account; one of nobody's account for the public. */
  spareSession(visitor: Visitor): Promise<{ sessionId: string; token: string }>
  /** An open invitation to lead this unit, made by somebody else. */
  invitation(unitId: number): Promise<string>
  /** A role over this unit that somebody else asked for and a second person has to approve. */
  request(unitId: number): Promise<string>
  /** A question of a recruiter's to the official of this place, not answered yet. */
  consentAsked(place: Place): Promise<string>
  /** An open request of the official of this place, due tomorrow. */
  subjectRequest(place: Place): Promise<{ requestId: string; no: string }>
  /** A copy of the people of this place that somebody else asked for. */
  exportOrder(place: Place, state?: 'waits' | 'ready'): Promise<string>
}

const heir = { 'H26.8': ['H26.1'], 'H26.9': ['H26.1', 'H26.2'] } as const

export async function buildWorld(route: Route): Promise<World> {
  const { owner, house } = route
  await transaction(owner, (tx) =>
    enrolUnits(
      tx,
      Object.keys(heir).map((code) => ({
        ...{ code, parent: 'H26', body: 'H26', name: `Đơn vị ${code}`, validFrom: '2015-01-01' },
      })),
    ),
  )
  const persons = relationNames.map((relation, i) =>
    official(i * 7, relations[relation], {
      ...{
        nhanXetDanhGia: `Nhận xét riêng về người thứ ${i} của ${relation}`,
        quyHoachChucDanh: `Trưởng phòng ${relation}`,
      },
      chucVuDangKiemNhiem: `Bí thư chi bộ ${relation}`,
    }),
  )
  const parcels: { readonly parcelId: string }[] = []
  for (const [i, relation] of relationNames.entries())
    parcels.push(
      await route.push(relations[relation].slice(0, 3) as 'H26' | 'H56', [persons[i]], { unit: relations[relation] }),
    )
  const idOf = async (code: string) => {
    const { rows } = await owner.query<{ id: number }>('select unit_id as id from unit_code where code = $1', [code])
    return rows[0]!.id
  }
  for (const [unit, after] of Object.entries(heir))
    await decide(route, [{ act: after.length > 1 ? 'split' : 'merge', unit, to: after.join(' ') }])
  // The tree in memory is read anew when a code is not found, once a second at most.
  await pause(1100)
  await house.units.find('-')

  const known = await Promise.all(persons.map(({ soDinhDanh }) => personOf(route, soDinhDanh as string)))
  const texts = known.map(({ values }) => textsByClass(values))
  const places = await Promise.all(
    relationNames.map(async (relation, i): Promise<Place> => {
      const marks = Object.fromEntries(
        fieldClasses.map((of) => [of, texts[i]![of].filter((text) => isMark(text, of, i, texts))]),
      ) as Record<FieldClass, string[]>
      const { id } = known[i]!
      const unitCode = relations[relation]
      return {
        ...{ relation, unitCode, unitId: await idOf(unitCode), personId: id, ref: house.keys.refOf(id), marks },
        soDinhDanh: persons[i]!.soDinhDanh as string,
        name: persons[i]!.hoTenKhaiSinh as string,
        parcelId: parcels[i]!.parcelId,
      }
    }),
  )
  for (const { relation, marks } of places)
    for (const of of fieldClasses) assert.ok(marks[of].length > 0, `nothing tells that ${of} of ${relation} is seen`)
  const visitors = (await Promise.all(ROLES.map((role) => visitorsOf(route, role, places)))).flat()
  const colleague: World['colleague'] = async (unitId, role = 'leader') => {
    const account = await addAccount(route, null)
    const grantId = await addGrant(route, account, role, unitId)
    const { sessionId } = await addSession(route, account, { steppedUp: false })
    return { accountId: account, grantId, sessionId }
  }
  const asker = (await colleague(null)).accountId
  for (const { role, subject } of visitors)
    for (const place of places)
      if (hasConsents(role) && consenting.has(place.relation))
        await addConsent(route, subject.accountId!, place, true, consentedTo(role))
  await restrict(route, asker, places.find(({ relation }) => relation === restricting)!)
  const tree = await plainTree(route)
  return {
    ...{ route, places, visitors, tree, colleague, nothingStands: noStanding },
    reaches: (top, unit) => reaches(tree, top, unit),
    async standingOf({ subject, role }, place) {
      const given = await owner.query(
        `select from consent where account_id = $1 and person_id = $2 and state = 'given'`,
        [...[subject.accountId, place.personId]],
      )
      const restricted = place.relation === restricting ? [] : null
      return { ...noStanding, consent: given.rowCount === 0 ? null : consentedTo(role), restricted }
    },
    async spareSession({ subject }) {
      // Who has no account is given a session of somebody else's.
      const accountId = subject.kind === 'account' ? subject.accountId! : asker
      return addSession(route, accountId, { steppedUp: subject.steppedUpAt !== null })
    },
    async invitation(unitId) {
      const id = randomUUID()
      await owner.query(
        `insert into invitation (id, code_digest, login, name, role, unit_id, via, valid_from, invited_by, made_at, expires_at)
         values ($1, $2, $3, 'Ai đó', 'leader', $4, 'issued', $5, $6, now(), now() + interval '1 day')`,
        [id, randomBytes(32), `w${id.slice(0, 8)}`, unitId, today, asker],
      )
      return id
    },
    async request(unitId) {
      const [id, { accountId }] = [randomUUID(), await colleague(unitId)]
      const wish = {
        ...{ kind: 'grant', accountId, role: 'bodyApprover', unitId, via: 'issued', parentId: null },
        ...{ validFrom: today, validTo: null },
      }
      await owner.query(
        `insert into four_eyes (id, wish, asked_by, asked_at, expires_at) values ($1, $2, $3, now(), now() + interval '1 day')`,
        [id, JSON.stringify(wish), asker],
      )
      return id
    },
    async exportOrder({ unitId }, state = 'waits') {
      const id = randomUUID()
      await owner.query(
        `insert into export_order (id, account_id, unit_id, fields, format, purpose, rows, cells, asked_at, expires_at, state)
         values ($1, $2, $3, '{gioiTinh}', 'csv', 'personnel', 9, 9, now(), now() + interval '1 day', $4)`,
        [id, asker, unitId, state],
      )
      return id
    },
    consentAsked: (place) => addConsent(route, asker, place, false, consentedTo('recruiter')),
    async subjectRequest({ personId, unitId }) {
      const requestId = randomUUID()
      const words = house.keys.seal('sealed', `request ${requestId} words`, Buffer.from('Xin xem dữ liệu của mình'))
      const no = await asOwner(route, async (tx) => {
        const { rows } = await tx.query<{ no: string }>(
          `insert into subject_request (id, account_id, person_id, unit_id, kind, fields, words, made_at, made_on, due_on)
           values ($1, $2, $3, $4, 'see', '{}', $5, now(), $6, $6::date + 1) returning 'YC-' || no as no`,
          [requestId, asker, personId, unitId, words, today],
        )
        await recordWatch(tx, house.now(), { act: 'requestMade', by: asker, about: { kind: 'request', id: requestId } })
        return rows[0]!.no
      })
      return { requestId, no }
    },
  }
}

/** To this account about these fields of this official; given or only asked for. */
async function addConsent(
  { owner }: Route,
  account: string,
  { personId }: Place,
  given: boolean,
  { fields }: Consent,
): Promise<string> {
  const id = randomUUID()
  await owner.query(
    `insert into consent (id, account_id, person_id, fields, purpose, reason, until, asked_on, answer_by, state,
                          given_fields, valid_from, valid_to, answered_at)
     values ($1, $2, $3, $4, 'recruitment', 'Tuyển dụng', $5::date, $5::date, $5::date + 7, $6,
             case when $7 then $4::text[] end, case when $7 then $5::date end, case when $7 then $5::date end, case when $7 then now() end)`,
    [id, account, personId, fields, today, given ? 'given' : 'asked', given],
  )
  return id
}

/** Whose official was granted that processing of the whole record is restricted. */
export const restricting: Relation = 'child'

async function restrict(route: Route, by: string, { personId, unitId }: Place): Promise<void> {
  const id = randomUUID()
  const box = (place: string) => route.house.keys.seal('sealed', `request ${id} ${place}`, Buffer.from('Hạn chế'))
  await asOwner(route, async (tx) => {
    await tx.query(
      `insert into subject_request (id, account_id, person_id, unit_id, kind, fields, words, made_at, made_on, due_on, outcome,
         answer, answered_by, answered_at, answered_on)
       values ($1, $2, $3, $4, 'restrict', '{}', $5, now(), $6, $6::date + 1, 'done', $8, $7, now(), $6)`,
      [id, by, personId, unitId, box('words'), today, randomUUID(), box('answer')],
    )
    await recordWatch(tx, route.house.now(), { act: 'requestAnswered', by, about: { kind: 'request', id } })
  })
}

/** Who lets the recruiter and the systems look, and at what: the one at what is open, the others at what is restricted. */
const consenting: ReadonlySet<Relation> = new Set(['home', 'outside'])
const hasConsents = (role: Role) => role === 'recruiter' || role === 'consumerSystem'
function consentedTo(role: Role): Consent {
  const classes: readonly FieldClass[] = role === 'consumerSystem' ? ['restricted'] : ['public', 'internal']
  const fields = edition().fields.flatMap((field) => (classes.includes(field.class) ? [field.id] : []))
  return { classes, fields, validFrom: today, validTo: today }
}

async function plainTree({ owner }: Route): Promise<PlainTree> {
  const { rows: alive } = await owner.query<{ id: number; parent: number | null }>(
    `select c.unit_id as id, e.parent_id as parent from unit_code c
       left join unit_edge e on e.unit_id = c.unit_id and e.valid_to is null where c.valid_to is null`,
  )
  const { rows: ended } = await owner.query<{ from: number; to: number; kind: string }>(
    'select from_unit as "from", to_unit as "to", kind from unit_succession',
  )
  return {
    parent: new Map(alive.map(({ id, parent }) => [id, parent])),
    became: Map.groupBy(ended, ({ from }) => from),
  }
}

function reaches(tree: PlainTree, top: number, unit: number): boolean {
  if (unit === top) return true
  const parent = tree.parent.get(unit)
  if (parent !== undefined) return parent !== null && reaches(tree, top, parent)
  const became = tree.became.get(unit) ?? []
  return became.length > 0 && became.every(({ to }) => reaches(tree, top, to))
}

function textsByClass(values: Readonly<Record<string, unknown>>): Record<FieldClass, string[]> {
  const texts = Object.fromEntries(fieldClasses.map((of) => [of, [] as string[]])) as Record<FieldClass, string[]>
  const gather = (of: FieldClass, value: unknown): void => {
    if (typeof value === 'string') texts[of].push(value)
    else if (value && typeof value === 'object') for (const one of Object.values(value)) gather(of, one)
  }
  for (const [field, value] of Object.entries(values)) gather(edition().byId.get(field)!.class, value)
  return texts
}

/** Where somebody has worked before may be a body whose name stands on the board. */
const namesOfBodies: ReadonlySet<string> = new Set(['Thành phố Hà Nội', 'Tỉnh Thanh Hoá', 'Bộ Công an'])

/** Only what says by itself whose value it is, and of which class: no date, no code, nothing that another one has too. */
function isMark(
  text: string,
  of: FieldClass,
  who: number,
  texts: readonly Readonly<Record<FieldClass, readonly string[]>>[],
): boolean {
  if (text.length < 8 || /^\d{4}(-\d\d){0,2}$/.test(text) || namesOfBodies.has(text)) return false
  return texts.every((byClass, i) =>
    fieldClasses.every((other) => (i === who && other === of) || byClass[other].every((one) => !one.includes(text))),
  )
}

const nationalRoles: ReadonlySet<Role> = new Set([
  'nationalOperator',
  'nationalApprover',
  'nationalAuditor',
  'dataCentreAdministrator',
])
/** Roles that no grant gives; and those that do not come with a session. */
const notGranted: ReadonlySet<Role> = new Set(['person', 'public'])

async function visitorsOf(route: Route, role: Role, persons: readonly Place[]): Promise<Visitor[]> {
  const nobody = { accountId: null, sessionId: null, personId: null, sender: null, grants: [], address: '127.0.0.1' }
  if (role === 'public') {
    const subject: Subject = { ...nobody, kind: 'public', secondFactor: false, steppedUpAt: null }
    return [{ name: 'public', role, token: null, subject }]
  }
  if (role === 'consumerSystem')
    return Promise.all([systemOver(route, 'walked.home', persons[0]!.unitId), systemOver(route, 'walked.nation', null)])
  const unitId = nationalRoles.has(role) ? null : persons[0]!.unitId
  const dates = { via: 'issued', validFrom: '2020-01-01', validTo: null } as const
  const visitors: Visitor[] = []
  for (const steppedUp of [true, false]) {
    // An account each, because new factors end the other sessions of an account. A person has one account: one of the two
    // is somebody else.
    const personId = role === 'person' ? persons[steppedUp ? 0 : 1]!.personId : null
    const accountId = await addAccount(route, personId)
    const grantId = notGranted.has(role) ? null : await addGrant(route, accountId, role, unitId)
    const grants = grantId === null ? [] : [{ id: grantId, role, unitId, ...dates }]
    const { sessionId, token } = await addSession(route, accountId, { steppedUp })
    const subject: Subject = {
      ...{ kind: 'account', accountId, sessionId, personId, sender: null, grants, secondFactor: true },
      ...{ steppedUpAt: steppedUp ? new Date() : null, address: '127.0.0.1' },
    }
    visitors.push({ name: `${role}${steppedUp ? '' : ', not stepped up'}`, role, token, subject })
  }
  return visitors
}

/** A system with a registered key, by which it asks for its token like any other. */
async function systemOver(route: Route, clientId: string, unitId: number | null): Promise<Visitor> {
  const [{ seed, publicKey }, id] = [newKeyPair(), randomUUID()]
  const two = await Promise.all([addAccount(route, null), addAccount(route, null)])
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }
  await route.owner.query(
    `insert into consumer_system (id, client_id, name, public_key, purposes, unit_id, valid_from, valid_to, asked_by,
                                  approved_by, made_at, people_a_day)
     values ($1, $2, 'Hệ thống', $3, '{sharing}', $4, $5, $5, $6, $7, now(), 1000)`,
    [id, clientId, JSON.stringify(jwk), unitId, today, ...two],
  )
  const dates = { via: 'issued', validFrom: today, validTo: today } as const
  const subject: Subject = {
    ...{ kind: 'system', accountId: id, sessionId: null, personId: null, sender: null, secondFactor: false },
    ...{ steppedUpAt: null, address: '127.0.0.1', purposes: ['sharing'], peopleADay: 1000 },
    grants: [{ id, role: 'consumerSystem', unitId, ...dates }],
  }
  const key = keyHolder({ server: route.url, seed, client: clientId })
  return { name: `system ${clientId}`, role: 'consumerSystem', token: null, key, subject }
}

async function addAccount({ owner }: Route, personId: number | null): Promise<string> {
  const id = randomUUID()
  await owner.query(`insert into account (id, login, name, person_id, made_at) values ($1, $2, $3, $4, now())`, [
    ...[id, `w${id.slice(0, 8)}`, `Người giữ ${id.slice(0, 8)}`, personId],
  ])
  return id
}

async function addGrant({ owner }: Route, accountId: string, role: Role, unitId: number | null): Promise<string> {
  const id = randomUUID()
  await owner.query(
    `insert into role_grant (id, account_id, role, unit_id, via, valid_from, issued_at) values ($1, $2, $3, $4, 'issued', '2020-01-01', now())`,
    [id, accountId, role, unitId],
  )
  return id
}

async function addSession({ owner }: Route, accountId: string, { steppedUp }: { steppedUp: boolean }) {
  const [sessionId, token] = [randomUUID(), randomBytes(32).toString('base64url')]
  await owner.query(
    `insert into session (id, account_id, token_digest, started_at, seen_at, expires_at, second_factor, stepped_up_at, address)
     values ($1, $2, $3, now(), now(), now() + interval '12 hours', true, $4, '127.0.0.1')`,
    [sessionId, accountId, createHash('sha256').update(token).digest(), steppedUp ? new Date() : null],
  )
  return { sessionId, token }
}
