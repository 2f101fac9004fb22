/** Signing in by the e-ID over real HTTP, with the stand-in of the outside world; and whoever should not get in by it. */
import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { createClient, type EidRefusalCode, refusals } from '@cbccvc/contract'
import { type Eid, type EidPerson, eidPerson, freePort, startEid } from '@cbccvc/outside'
import { personForAccount } from '@cbccvc/registry'
import Fastify from 'fastify'
import { createApp } from '../http/app.ts'
import { Refusal } from '../http/refusal.ts'
import { type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { official, testNation } from '../testing/people.ts'
import { refused } from '../testing/route.ts'
import { type Page, Walker } from '../testing/walker.ts'
import { type EidSettings, openEid } from './eid.ts'

const [first, second, third] = Array.from({ length: 60 }, (_, i) => i).filter(
  (i) => testNation.official(i).trangThaiCongTac === 'DLV',
) as [number, number, number]
const person = (i: number, change: Partial<EidPerson> = {}) => eidPerson(official(i, 'H26.1'), change)
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const key = privateKey.export({ format: 'jwk' })
const publicKey = { ...createPublicKey(privateKey).export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }

/** The doors of an office with an e-ID beside them. */
interface Town {
  readonly office: Office
  readonly eid: Eid
  /** Of the doors, as people meet them. */
  readonly origin: string
  /** Begins a sign-in, and gives the address at which this browser leaves for the e-ID. */
  begin(walker: Walker): Promise<string>
  /** From the start to the page at the e-ID, the choice there, and back; stops before a page of ours. */
  walk(sub: string, walker?: Walker, from?: string): Promise<Page>
  /** A browser of ours with the session of this walker. */
  browser(walker: Walker): ReturnType<typeof createClient>
}

const inTown = (work: (town: Town) => Promise<void>) =>
  inOffice(async (office) => {
    const port = await freePort()
    const origin = `http://localhost:${port}`
    const client = { clientId: 'cbccvc', publicKey, redirectUris: [`${origin}/session/eid/callback`] }
    const eid = await startEid({ people: [person(first), person(second)], client })
    const app = await createApp({
      ...{
        house: office.house,
        identity: office.accounts.pool,
        records: office.route.records,
        watch: office.route.watch,
        sandbox: true,
      },
      ...{ address: origin, eid: { sandbox: true, issuer: eid.issuer, clientId: 'cbccvc', key } },
      ...{ witnessKeys: [], version: 'test', report: (_incident, error) => void office.route.faults.push(error) },
    })
    const begin = async (walker: Walker) => {
      walker.forget('localhost')
      const uid = new URL((await walker.open(`${origin}/session/start`)).url).searchParams.get('uid')
      assert.ok(uid, 'a sign-in has begun')
      return `${origin}/session/eid/start?uid=${uid}`
    }
    try {
      await app.listen({ host: '127.0.0.1', port })
      await office.route.push('H26', [official(first, 'H26.1'), official(second, 'H26.1')], { asOf: '2023-06-01' })
      await work({
        ...{ office, eid, origin, begin },
        async walk(sub, walker = new Walker(), from) {
          walker.forget(new URL(eid.issuer).hostname)
          const choice = await walker.open(from ?? (await begin(walker)))
          if (!choice.url.startsWith(eid.issuer)) return choice
          const body = new URLSearchParams({ person: sub })
          return walker.open(choice.url, { method: 'POST', body }, (url) =>
            [`${origin}/`, `${origin}/me`, `${origin}/sign-in/done`].includes(url),
          )
        },
        browser(walker) {
          const send: typeof fetch = (address, init) => {
            const headers = new Headers(init?.headers)
            headers.set('cookie', `session=${walker.cookie('localhost', 'session')}`)
            headers.set('sec-fetch-site', 'same-origin')
            return fetch(address, { ...init, headers })
          }
          return createClient({ server: origin, fetch: send, timeoutMs: 30_000 })
        },
      })
    } finally {
      await Promise.all([app.close(), eid.close()])
    }
  })

/** The page says this refusal, in both languages, with its status. */
function says(page: Page, code: EidRefusalCode | 'account.suspended' | 'caller.session'): void {
  const { status, vi, en, next } = refusals[code]
  assert.equal(page.status, status, `${code}: ${page.status} ${page.text}`)
  const plain = page.text.replace(/&#(\d+);/g, (_, sign) => String.fromCharCode(Number(sign)))
  for (const text of [vi, en, next.vi, next.en]) assert.ok(plain.includes(text), `${code}: ${text}`)
}

/** An officer of H26.1 bound to the first person, with a password of their own. */
async function boundOfficer({ office }: Town): Promise<Holder> {
  const admin = await office.administrator(await office.founders(), 'H26', 'hn.admin')
  const soDinhDanh = official(first, 'H26').soDinhDanh as string
  const role = { soDinhDanh, role: 'officer', unitId: await office.unit('H26.1') } as const
  const personId = await personForAccount(office.house, office.accounts, await office.as(admin), role)
  return office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo', personId))
}

test(
  'a person of the book signs in by the e-ID: an account without a password, bound to the own record, and no other right',
  inTown(async (town) => {
    const { office, walk, browser, origin } = town
    const walker = new Walker()
    const page = await walk(person(first).sub, walker)
    assert.deepEqual([page.status, page.location], [303, `${origin}/`], page.text)
    const me = (await browser(walker).call('me')).answer
    assert.deepEqual([me.bound, me.grants, me.secondFactor, me.steppedUpUntil !== null], [true, [], true, true])
    const factors = (await browser(walker).call('myFactors')).answer
    assert.ok(factors.eidSince !== null && factors.totpMadeAt === null && factors.recoveryCodesLeft === 0)
    assert.equal(walker.cookie('localhost', 'eid'), undefined, 'nothing of the trip is left in the browser')

    const again = new Walker()
    await walk(person(first).sub, again)
    assert.equal((await browser(again).call('me')).answer.accountId, me.accountId, 'the same account')
    // Two who come at once the first time: one account.
    await Promise.all([walk(person(second).sub), walk(person(second).sub)])
    const { rows } = await office.route.owner.query(`select state from account where eid_since is not null`)
    assert.equal(rows.length, 2)
    const { rows: acts } = await office.route.owner.query<{ act: string }>(
      `select act from account_act where account_id = $1 order by id`,
      [me.accountId],
    )
    assert.deepEqual(
      acts.map(({ act }) => act),
      ['eidAccountMade', 'signedIn', 'signedIn'],
    )
    await refused('factor.last', browser(walker).call('unlinkEid'))

    // The number is kept nowhere among the accounts, nor any digest of it.
    const { rows: tables } = await office.route.owner.query<{ name: string }>(
      `select distinct table_name as name from information_schema.role_table_grants where grantee = 'cbccvc_identity'`,
    )
    const numbers = [first, second].map((i) => official(i, 'H26').soDinhDanh as string)
    const secret = numbers.flatMap((one) => [one, ...office.house.keys.blinds(one).map((b) => b.toString('hex'))])
    for (const { name } of tables) {
      const { rows: all } = await office.route.owner.query<{ row: string }>(`select t::text as row from ${name} t`)
      for (const { row } of all) for (const one of secret) assert.ok(!row.includes(one), name)
    }
  }),
)

test(
  'a staff account is opened by the e-ID only after it says so, and steps up by it; not by somebody else’s',
  inTown(async (town) => {
    const { office, walk, browser, eid } = town
    const officer = await boundOfficer(town)
    says(await walk(person(first).sub), 'eid.notLinked')
    const walker = new Walker()
    walker.keep('localhost', 'session', await office.signIn(officer))
    const mine = browser(walker)
    /** By way of the e-ID, as this person. */
    const by = async (route: 'linkEid' | 'stepUpEid', sub: string) => {
      const answer = await fetch(`${town.origin}/v1/me/${route === 'linkEid' ? 'eid' : 'step-up/eid'}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-cbccvc': '1',
          cookie: `session=${walker.cookie('localhost', 'session')}`,
        },
        body: '{}',
      })
      const [, token = ''] = /^eid=([\w-]+);/.exec(answer.headers.get('set-cookie') ?? '') ?? []
      walker.keep('localhost', 'eid', token)
      const { location } = (await answer.json()) as { location: string }
      assert.ok(location.startsWith(eid.issuer))
      return walk(sub, walker, location)
    }
    says(await by('linkEid', person(second).sub), 'eid.notYours')
    says(await by('stepUpEid', person(first).sub), 'eid.notLinked')
    office.pass(11 * 60)
    await refused('caller.stepUp', mine.call('linkEid'))
    walker.keep('localhost', 'session', await office.signIn(officer))
    assert.equal((await by('linkEid', person(first).sub)).status, 303)

    const byEid = new Walker()
    await walk(person(first).sub, byEid)
    const me = (await browser(byEid).call('me')).answer
    assert.deepEqual(
      me.grants.map(({ role }) => role),
      ['officer'],
    )
    office.pass(11 * 60)
    assert.equal((await browser(walker).call('me')).answer.steppedUpUntil, null)
    says(await by('stepUpEid', person(second).sub), 'eid.notYours')
    assert.match((await by('stepUpEid', person(first).sub)).location ?? '', /\/sign-in\/done$/)
    assert.notEqual((await browser(walker).call('me')).answer.steppedUpUntil, null)
    await browser(walker).call('unlinkEid')
    says(await walk(person(first).sub), 'eid.notLinked')
    await office.route.owner.query(`update account set eid_since = now(), state = 'suspended' where login = 'hn.canbo'`)
    says(await walk(person(first).sub), 'account.suspended')

    await office.route.owner.query(`update account set eid_since = null, state = 'active' where login = 'hn.canbo'`)
    walker.keep('localhost', 'session', await office.signIn(officer))
    assert.equal((await by('linkEid', person(first).sub)).status, 303)
  }),
)

test(
  'the e-ID must say level, number and name of somebody whom the book knows by that name',
  inTown(async ({ eid, walk, office }) => {
    const { HoVaTen, SoDinhDanh, ...rest } = person(first)
    const same = { HoVaTen: HoVaTen!, SoDinhDanh: SoDinhDanh! }
    const cases: Record<string, [EidRefusalCode, EidPerson]> = {
      'level 1': ['eid.level', person(first, { MucDoDinhDanh: '1' })],
      'no level': ['eid.level', person(first, { MucDoDinhDanh: '' })],
      'an organisation': ['eid.level', person(first, { LoaiTaiKhoan: '2' })],
      'another provider behind it': ['eid.level', person(first, { loginIdp: 'VNPOST' })],
      'no number': ['eid.number', { ...rest, HoVaTen: same.HoVaTen }],
      'an old number': ['eid.number', person(first, { SoDinhDanh: '012345678' })],
      'no name': ['eid.name', { ...rest, SoDinhDanh: same.SoDinhDanh }],
      'a blank name': ['eid.name', person(first, { HoVaTen: ' ' })],
      'nobody of the book': ['eid.unknownPerson', person(third)],
      'another name': ['eid.mismatch', person(first, { HoVaTen: 'NGUYỄN VĂN KHÁC HẲN' })],
      'a name without its marks': [
        'eid.mismatch',
        person(first, { HoVaTen: same.HoVaTen.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('Đ', 'D') }),
      ],
      'another birth date': ['eid.mismatch', person(first, { NgayThangNamSinh: '19010101' })],
    }
    for (const [why, [code, one]] of Object.entries(cases)) {
      eid.setPeople([{ ...one, sub: 'x' }])
      const walker = new Walker()
      const page = await walk('x', walker)
      says(page, code)
      assert.equal(walker.cookie('localhost', 'session'), undefined, why)
      for (const value of [same.SoDinhDanh, same.HoVaTen]) assert.ok(!page.text.includes(value), why)
    }
    const { rows } = await office.route.owner.query(`select from account where eid_since is not null`)
    assert.equal(rows.length, 0)
    eid.setPeople([person(first, { NgayThangNamSinh: '' })])
    assert.equal((await walk(person(first).sub)).status, 303, 'a birth date may be missing')
  }),
)

test(
  'a token of another key, a state again, of another browser, of nobody, too late; the e-ID down, cancelled, not there',
  inTown(async (town) => {
    const { eid, walk, office, origin, begin } = town
    eid.setImpostor(true)
    says(await walk(person(first).sub), 'eid.refused')
    eid.setImpostor(false)
    says(await walk('', new Walker()), 'eid.refused')

    /** To the way back, and not through the door. */
    const upToTheDoor = async (walker: Walker) => {
      walker.forget(new URL(eid.issuer).hostname)
      const choice = await walker.open(await begin(walker))
      const body = new URLSearchParams({ person: person(first).sub })
      const page = await walker.open(choice.url, { method: 'POST', body }, (url) => url.startsWith(`${origin}/session`))
      assert.ok(page.location?.includes('code='), page.text)
      return page.location ?? ''
    }
    const home = (url: string) => url === `${origin}/`
    const walker = new Walker()
    const back = await upToTheDoor(walker)
    says(await new Walker().open(back), 'eid.flow')
    const thief = new Walker()
    await thief.open(await begin(thief))
    says(await thief.open(back), 'eid.flow')
    const trip = walker.cookie('localhost', 'eid')!
    assert.equal((await walker.open(back, {}, home)).status, 303)
    walker.keep('localhost', 'eid', trip)
    says(await walker.open(back), 'eid.flow')
    const spoilt = await upToTheDoor(walker)
    says(await walker.open(spoilt.replace(/state=[^&]+/, `state=${'A'.repeat(43)}`)), 'eid.flow')
    const slow = await upToTheDoor(walker)
    office.pass(601)
    says(await walker.open(slow), 'eid.flow')
    // The code of one trip with the state of another: bound by PKCE and nonce.
    const [mine, theirs] = [new Walker(), new Walker()]
    const [a, b] = [await upToTheDoor(mine), await upToTheDoor(theirs)]
    const codeOf = (url: string) => new URL(url).searchParams.get('code')!
    says(await mine.open(a.replace(codeOf(a), codeOf(b))), 'eid.refused')

    eid.setDown(true)
    const known = await upToTheDoor(new Walker()).catch(() => null)
    assert.equal(known, null)
    /** Leaves for the e-ID through a door that has not met it yet. */
    const leaves = async (settings: EidSettings | null) => {
      const other = await createApp({
        ...{
          house: office.house,
          identity: office.accounts.pool,
          records: office.route.records,
          watch: office.route.watch,
          sandbox: true,
        },
        ...{ address: origin, eid: settings },
        ...{ witnessKeys: [], version: 'test', report: (_incident, error) => void office.route.faults.push(error) },
      })
      const one = new Walker()
      const url = (await begin(one)).slice(origin.length)
      const answer = await other.inject({
        url,
        headers: { host: new URL(origin).host, cookie: one.header('localhost') },
      })
      const { eid: on } = (await other.inject('/health')).json<{ eid: boolean }>()
      await other.close()
      return { url, status: answer.statusCode, text: answer.body, location: null, headers: answer.headers, on }
    }
    const down = await leaves({ sandbox: true, issuer: eid.issuer, clientId: 'cbccvc', key })
    says(down, 'eid.down')
    assert.deepEqual([down.headers['retry-after'], down.on], ['30', true])
    eid.setDown(false)
    const lost = new Walker()
    const there = await upToTheDoor(lost)
    eid.setDown(true)
    says(await lost.open(there), 'eid.down')

    const off = await leaves(null)
    says(off, 'eid.off')
    assert.equal(off.on, false)
  }),
)

test(
  'who comes by another name of the server begins under its own; a real system reaches no e-ID without TLS',
  inTown(async ({ origin, office }) => {
    const byNumber = origin.replace('localhost', '127.0.0.1')
    const answer = await fetch(`${byNumber}/session/eid/start?uid=x`, { redirect: 'manual' })
    assert.equal(answer.headers.get('location'), `${origin}/session/eid/start?uid=x`)
    const app = Fastify()
    const { leave } = openEid(app, {
      ...{ house: office.house, plain: false, desk: { accounts: office.accounts, origin: () => origin } as never },
      settings: { sandbox: false, issuer: 'http://127.0.0.1:9', clientId: 'cbccvc', secret: 'x' },
    })
    // Nobody listens there: had it been asked, it would be down.
    const left = leave({} as never, { serves: 'signIn', interaction: 'x' })
    await assert.rejects(left, (error) => error instanceof Refusal && error.code === 'eid.refused')
    await app.close()
  }),
)

test(
  'the e-ID alone begins no session: without a sign-in that this browser has begun it leads to the beginning',
  inTown(async ({ origin, office, begin, walk, eid }) => {
    for (const query of ['', '?uid=', `?uid=${'x'.repeat(65)}`, '?uid=a&uid=b']) {
      const answer = await fetch(`${origin}/session/eid/start${query}`, { redirect: 'manual' })
      if (query === '?uid=') {
        assert.equal(answer.status, refusals['signin.flow'].status)
        continue
      }
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/session/start'], query)
      assert.deepEqual(answer.headers.getSetCookie(), [], query)
    }
    const began = await new Walker().open(`${origin}/session/eid/start`)
    assert.match(began.url, /\/sign-in\?uid=/)
    // A sign-in that another browser has begun.
    const page = await walk(person(first).sub, new Walker(), await begin(new Walker()))
    assert.equal(page.status, refusals['signin.flow'].status)
    // A trip that knows of no sign-in, as an older version began them.
    const walker = new Walker()
    const choice = await walker.open(await begin(walker))
    assert.ok(choice.url.startsWith(eid.issuer))
    await office.route.owner.query('update eid_flow set interaction = null')
    const body = new URLSearchParams({ person: person(first).sub })
    says(await walker.open(choice.url, { method: 'POST', body }), 'eid.flow')
    assert.equal(walker.cookie('localhost', 'session'), undefined)
    const { rows } = await office.route.owner.query('select from session')
    assert.equal(rows.length, 0)
  }),
)
