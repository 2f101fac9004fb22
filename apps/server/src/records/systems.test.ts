/**
 * A registered system reads: by its own key, from the token to the answer, over real HTTP. What the table of rights gives
 * it, over its unit, for what it is registered for, so many people a day; each look with its name, and shown to the person.
 */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { type Client, RefusedError, refusals } from '@cbccvc/contract'
import { edition, type FieldClass } from '@cbccvc/standard'
import { type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { personOf } from '../testing/book.ts'
import { official, officials } from '../testing/people.ts'
import { refused } from '../testing/route.ts'
import { strangerOf } from '../testing/stranger.ts'
import { byTwo, openSystem } from '../testing/system.ts'
import { number, working } from '../testing/watchers.ts'

const json = (body: object = {}) => ({ body: JSON.stringify(body) })
const sharing = { purpose: { code: 'sharing' } }
const classOf = (field: string) => edition().byId.get(field)!.class
const classesIn = (fields: object) => [...new Set(Object.keys(fields).map(classOf))].sort()
const refOf = async (office: Office, i: number) => office.house.keys.refOf((await personOf(office.route, number(i))).id)

/** Somebody of H26.1 with an account of their own. */
async function personWithAccount(office: Office, founders: readonly [Holder, Holder], i: number) {
  const admin = await office.administrator(founders, 'H26', 'hn.admin')
  const { id } = await personOf(office.route, number(i))
  const holder = await office.join(await office.invite(admin, 'viewer', 'H26.1', 'hn.nguoi', id))
  return { id, browser: office.browser(await office.signIn(holder)) }
}

const looks = async ({ route }: Office) =>
  (
    await route.owner.query<{ account_id: string; action: string; person_id: number; purpose: string }>(
      'select * from access_look order by id',
    )
  ).rows

test(
  'a system reads, lists, searches and filters what the table gives, over its unit, for its purpose; else it is refused in words',
  inOffice(async (office) => {
    const { route } = office
    const [a, b] = working as [number, number]
    await route.push('H26', [official(a, 'H26.1', { chieuCao: 160 })], { asOf: '2023-05-01' })
    await route.push('H26', [official(a, 'H26.1', { chieuCao: 165 }), official(b, 'H26.2')], { asOf: '2023-06-01' })
    await route.push('H56', [official(300, 'H56.1')])
    const founders = await office.founders()
    const body = await openSystem(office, founders, { clientId: 'nhansu.hanoi', unit: 'H26' })
    const nation = await openSystem(office, founders, { clientId: 'bhxh.luong', unit: null })
    const { client } = body
    const ref = { params: { ref: await refOf(office, a) } }

    const now = (await client.call('record', { ...ref, ...json(sharing) })).answer
    assert.deepEqual([now.person, now.holder, now.unit], [ref.params.ref, 'H26', 'H26.1'])
    assert.deepEqual(classesIn(now.fields), ['internal', 'public'], 'what needs no consent, and no more')
    assert.equal(now.fields.chieuCao!.value, 165)
    const past = { ...sharing, trueOn: '2023-05-15' }
    const then = (await client.call('recordAsOf', { ...ref, ...json(past) })).answer
    assert.equal(then.fields.chieuCao!.value, 160)
    const { versions } = (await client.call('recordHistory', { ...ref, ...json(sharing) })).answer
    assert.equal(versions.length, 2)

    const here = { params: { code: 'H26' } }
    const refs = (people: readonly { person: string }[]) => people.map(({ person }) => person).sort()
    const both = [await refOf(office, a), await refOf(office, b)].sort()
    const list = (await client.call('unitPeople', { ...here, ...json(sharing) })).answer
    assert.deepEqual(refs(list.people), both)
    for (const { fields } of list.people) assert.deepEqual(classesIn(fields), ['internal', 'public'])
    const name = official(a, 'H26.1').hoTenKhaiSinh
    const found = (await client.call('searchUnitPeople', { ...here, ...json({ ...sharing, name }) })).answer
    assert.ok(refs(found.people).includes(ref.params.ref))
    const { gioiTinh } = official(a, 'H26.1') as { gioiTinh: string }
    const filter = [{ field: 'gioiTinh', anyOf: [gioiTinh] }]
    const same = [a, b].filter((i) => official(i, 'H26.1').gioiTinh === gioiTinh).length
    const chosen = { ...sharing, filter, sort: { field: 'gioiTinh' } }
    assert.equal((await client.call('filterUnitPeople', { ...here, ...json(chosen) })).answer.people.length, same)

    // What no row of the table gives: a number to search by, counts, sums, copies, the restricted part in a list.
    const searched = { ...sharing, number: number(a) }
    await refused('access.notAllowed', client.call('searchUnitPeople', { ...here, ...json(searched) }))
    await refused('access.notAllowed', client.call('countUnitPeople', { ...here, ...json({ ...sharing, filter }) }))
    await refused(
      'access.notAllowed',
      client.call('facetUnitPeople', { ...here, ...json({ ...sharing, field: 'gioiTinh' }) }),
    )
    await refused('access.notAllowed', client.call('statistics', json({ unit: 'H26', field: 'gioiTinh' })))
    for (const classes of [['restricted'], ['public', 'sealed']])
      await refused('access.notAllowed', client.call('unitPeople', { ...here, ...json({ ...sharing, classes }) }))
    await refused('access.notAllowed', client.call('record', { ...ref, ...json({ ...sharing, classes: ['sealed'] }) }))

    // For what it is registered for, and nothing else; told in both languages what to do.
    for (const why of [{ purpose: { code: 'personnel' } }, { purpose: { code: 'recruitment' } }, {}]) {
      const { refusal, status } = await refused('access.purpose', client.call('record', { ...ref, ...json(why) }))
      assert.equal(status, refusals['access.purpose'].status)
      for (const text of [refusal.vi, refusal.en, refusal.next.vi, refusal.next.en]) assert.match(text, /^.{8,}$/)
      await refused('access.purpose', client.call('unitPeople', { ...here, ...json(why) }))
    }
    // Over its part of the tree: elsewhere nobody exists for it.
    const far = { params: { ref: await refOf(office, 300) } }
    const nobody = { params: { ref: office.house.keys.refOf(999_999) } }
    for (const place of [far, nobody])
      await refused('access.notFound', client.call('record', { ...place, ...json(sharing) }))
    const there = { params: { code: 'H56' } }
    await refused('access.notAllowed', client.call('unitPeople', { ...there, ...json(sharing) }))
    const whole = (await nation.client.call('record', { ...far, ...json(sharing) })).answer
    assert.equal(whole.unit, 'H56.1')
    assert.equal((await nation.client.call('unitPeople', { ...there, ...json(sharing) })).answer.people.length, 1)

    // Every answer is a look with the system's name; no refusal is one.
    const written = await looks(office)
    const of = (systemId: string) => written.filter(({ account_id }) => account_id === systemId)
    assert.deepEqual(
      of(body.systemId).map(({ action }) => action),
      [
        ...['record.read', 'record.history', 'record.history', 'record.list', 'record.list'],
        ...found.people.map(() => 'record.search'),
        ...Array(same).fill('record.list'),
        ...Array(same).fill('record.filter'),
      ],
    )
    assert.equal(of(nation.systemId).length, 2)
    assert.ok(written.every((line) => line.purpose === 'sharing'))
    assert.ok(
      (written as { legal_ground?: string; session_id?: string | null }[]).every(
        (line) => line.legal_ground === 'nd278' && line.session_id === null,
      ),
    )
  }),
)

test(
  'restricted values only with the person’s consent, those fields and no more; the person sees who looked, and takes it back',
  inOffice(async (office) => {
    const [a, b] = working as [number, number]
    await office.route.push('H26', [official(a, 'H26.1'), official(b, 'H26.1')])
    const founders = await office.founders()
    const { client } = await openSystem(office, founders, { clientId: 'bhxh.luong', unit: 'H26' })
    const an = await personWithAccount(office, founders, a)
    const ref = { params: { ref: office.house.keys.refOf(an.id) } }
    const restricted = { ...sharing, classes: ['restricted'] as FieldClass[] }
    await refused('access.notFound', client.call('record', { ...ref, ...json(restricted) }))

    const fields = edition().fields.flatMap(({ id, class: of }) => (of === 'restricted' ? [id] : []))
    const known = (await personOf(office.route, number(a))).values
    const [first, second] = fields.filter((field) => Object.hasOwn(known, field)) as [string, string]
    const { code } = (await an.browser.call('consentCode')).answer
    const ask = {
      ...sharing,
      code,
      soDinhDanh: null,
      fields: [first, second],
      reason: 'Chi trả bảo hiểm',
      until: '2023-12-31',
    }
    await refused('access.purpose', client.call('askConsent', json({ ...ask, purpose: { code: 'recruitment' } })))
    await refused('consent.fields', client.call('askConsent', json({ ...ask, fields: ['tinhTrangSucKhoe'] })))
    const { consentId } = (await client.call('askConsent', json(ask))).answer
    const [shown] = (await an.browser.call('ownConsents')).answer.consents
    assert.deepEqual([shown!.askedBy, shown!.unit, shown!.fields], ['Hệ thống bhxh.luong', 'H26', [first, second]])
    await an.browser.call('giveConsent', { params: { consentId }, ...json({ fields: [first], validTo: '2023-07-31' }) })
    const [asked] = (await client.call('askedConsents')).answer.consents
    assert.deepEqual([asked!.state, asked!.person], ['given', ref.params.ref])

    const seen = (await client.call('record', { ...ref, ...json(restricted) })).answer
    assert.deepEqual(Object.keys(seen.fields), [first])
    assert.deepEqual([seen.fields[first]!.form, seen.fields[first]!.value], ['clear', known[first]])
    const usual = (await client.call('record', { ...ref, ...json(sharing) })).answer
    assert.deepEqual(classesIn(usual.fields), ['internal', 'public', 'restricted'])
    const other = { params: { ref: await refOf(office, b) } }
    await refused('access.notFound', client.call('record', { ...other, ...json(restricted) }))
    await client.call('unitPeople', { params: { code: 'H26.1' }, ...json(sharing) })

    // The person sees that it was the system, in which role over what, and why.
    await office.route.tick()
    const mine = (await an.browser.call('myLooks')).answer.looks
    assert.deepEqual(
      mine.map(({ action, classes, purpose, ground, own, who }) => [
        ...[action, classes.map((of) => `${of.class} ${of.form}`).join(), purpose, ground, own],
        ...[who?.name, who?.roles.map(({ role, unit }) => `${role} ${unit}`).join()],
      ]),
      [
        ['record.list', 'public clear,internal clear'],
        ['record.read', 'public clear,internal clear,restricted clear'],
        ['record.read', 'restricted clear'],
      ].map((line) => [...line, 'sharing', 'nd278', false, 'Hệ thống bhxh.luong', 'consumerSystem H26']),
    )

    await an.browser.call('withdrawConsent', { params: { consentId } })
    await refused('access.notFound', client.call('record', { ...ref, ...json(restricted) }))
    assert.deepEqual(classesIn((await client.call('record', { ...ref, ...json(sharing) })).answer.fields), [
      'internal',
      'public',
    ])
  }),
)

test(
  'so many different people a day and no more, at the same instant neither; each once; then it waits for the next day',
  inOffice(async (office) => {
    await office.route.push('H26', officials(0, 8, 'H26.1'))
    const founders = await office.founders()
    const { client, systemId } = await openSystem(office, founders, {
      clientId: 'bhxh.luong',
      unit: 'H26',
      peopleADay: 4,
    })
    const refs = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((i) => refOf(office, i)))
    const read = (ref: string, by: Client = client) => by.call('record', { params: { ref }, ...json(sharing) })
    const said = (call: Promise<unknown>) =>
      call.then(
        () => 'seen',
        (error: unknown) => (error instanceof RefusedError ? error.refusal.code : assert.fail(String(error))),
      )
    // A page with more people than the day has shows nobody, writes nothing and spends nothing.
    const page = { params: { code: 'H26.1' } }
    const { refusal } = await refused('access.people', client.call('unitPeople', { ...page, ...json(sharing) }))
    assert.match(refusal.vi, /4 người khác nhau/)
    assert.match(refusal.en, /4 different people/)
    assert.deepEqual(await looks(office), [])

    const many = await Promise.all(refs.map((ref) => said(read(ref))))
    assert.deepEqual(many.toSorted(), [...Array(4).fill('access.people'), ...Array(4).fill('seen')])
    const seen = refs.filter((_, i) => many[i] === 'seen')
    // Whom it has seen it may see again, as often as it wants, in any way.
    for (const ref of seen) await read(ref)
    await client.call('recordHistory', { params: { ref: seen[0]! }, ...json(sharing) })
    for (const ref of refs.filter((one) => !seen.includes(one))) await refused('access.people', read(ref))
    const lines = (await looks(office)).map(({ person_id }) => office.house.keys.refOf(person_id))
    assert.deepEqual([lines.length, new Set(lines)], [9, new Set(seen)])

    // The auditor is told once that it has nearly spent its day.
    await office.route.tick()
    const alarms = async () =>
      (await office.route.owner.query('select kind, account_id, facts from alarm order by kind')).rows
    assert.deepEqual(await alarms(), [{ kind: 'systemBudget', account_id: systemId, facts: { people: 4, most: 4 } }])
    await read(seen[0]!)
    await office.route.tick()
    assert.equal((await alarms()).length, 1)

    // The next day, by the database's clock: it begins anew, and whom it saw yesterday is forgotten.
    for (const table of ['look_spent', 'system_seen'])
      await office.route.owner.query(`update ${table} set day = day - 1`)
    const fresh = refs.filter((one) => !seen.includes(one))
    assert.deepEqual(await Promise.all(fresh.map((ref) => said(read(ref)))), Array(4).fill('seen'))
    const { rows } = await office.route.owner.query(
      'select distinct day = (now() at time zone $1)::date as today from system_seen',
      ['Asia/Ho_Chi_Minh'],
    )
    assert.deepEqual(rows, [{ today: true }])
  }),
)

test(
  'a system that looks at many more people than it used to raises an alarm; one that goes on as it did raises none',
  inOffice(async (office) => {
    await office.route.push('H26', officials(0, 3, 'H26.1'))
    const founders = await office.founders()
    const wishes = { unit: 'H26', peopleADay: 10_000 }
    const steady = await openSystem(office, founders, { clientId: 'deu.dan', ...wishes })
    const jumps = await openSystem(office, founders, { clientId: 'tang.vot', ...wishes })
    // A week of such days, and today so far.
    for (const [{ systemId }, usual] of [
      [steady, 200],
      [jumps, 50],
    ] as const)
      await office.route.owner.query(
        `insert into look_spent (account_id, day, people, most)
         select $1, (now() at time zone 'Asia/Ho_Chi_Minh')::date - d, case d when 0 then 200 else $2::int end, 10000 from generate_series(0, 7) d`,
        [systemId, usual],
      )
    for (const { client } of [steady, jumps])
      await client.call('record', { params: { ref: await refOf(office, 0) }, ...json(sharing) })
    await office.route.tick()
    const { rows } = await office.route.owner.query('select kind, account_id, facts from alarm')
    assert.deepEqual(rows, [{ kind: 'systemJump', account_id: jumps.systemId, facts: { people: 201, usual: 50 } }])
  }),
)

test(
  'a program that knows the protocol alone is let in by a key on P-256, reads a record and a page, and is out when the system rests',
  inOffice(async (office) => {
    await office.route.push('H26', officials(0, 3, 'H26.1'))
    const founders = await office.founders()
    const [{ privateKey: registered, publicKey }, { privateKey: bound }, { privateKey: wrong }] = [
      generateKeyPairSync('ec', { namedCurve: 'P-256' }),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    ]
    const body = {
      ...{ clientId: 'kho.bac', name: 'Kho bạc', publicKey: publicKey.export({ format: 'jwk' }), unit: 'H26' },
      ...{ purposes: ['sharing'], validFrom: office.house.today(), validTo: '2024-06-20', peopleADay: 50 },
    }
    const given = await byTwo(office, founders, 'registerSystem', { body })
    assert.ok(given.kind === 'registered')
    const stranger = strangerOf(office.url, { clientId: 'kho.bac', registered, bound })
    const ref = await refOf(office, 1)
    const one = await stranger.post(`/v1/people/${ref}/record`, sharing)
    assert.equal(one.status, 200, JSON.stringify(one.answer))
    assert.equal(one.answer.person, ref)
    const page = await stranger.post('/v1/units/H26.1/people', { ...sharing, limit: 2 })
    assert.equal((page.answer.people as unknown[]).length, 2)
    const rest = await stranger.post('/v1/units/H26.1/people', { ...sharing, limit: 2, after: page.answer.next })
    assert.deepEqual([(rest.answer.people as unknown[]).length, rest.answer.next], [1, null])
    const no = await stranger.post(`/v1/people/${ref}/record`, { purpose: { code: 'personnel' } })
    assert.deepEqual([no.status, no.answer.code], [403, 'access.purpose'])

    const thief = strangerOf(office.url, { clientId: 'kho.bac', registered: wrong, bound })
    assert.deepEqual((await thief.askToken()).error, 'invalid_client')
    const operator = office.browser(await office.signIn(founders[0]))
    await operator.call('suspendSystem', { params: { systemId: given.systemId } })
    assert.deepEqual((await stranger.askToken()).error, 'invalid_client')
    assert.equal((await stranger.post(`/v1/people/${ref}/record`, sharing)).status, 401)
  }),
)
