/** People with accounts for one test: the real registry, a clock that the test turns, an authenticator app in memory. */
import assert from 'node:assert/strict'
import { type Client, createClient } from '@cbccvc/contract'
import {
  type AccountRefusal,
  AccountRefused,
  type AccountsFrame,
  accept,
  beginSignIn,
  decideFourEyes,
  finishSignIn,
  found,
  type House,
  type Issued,
  issue,
  openAccounts,
  openInvitation,
  openPool,
  type Role,
  requestsFor,
  type Subject,
  type Subjects,
  subjects,
} from '@cbccvc/registry'
import type { FastifyInstance } from 'fastify'
import { generateSync } from 'otplib'
import { createApp } from '../http/app.ts'
import type { SecurityEvents } from '../http/security-events.ts'
import { keepEvents, keepReport, plant } from './planted.ts'
import { onRoute, type Route, unbraked } from './route.ts'

/** Who holds an account, with what they know and have. */
export interface Holder {
  readonly login: string
  readonly accountId: string
  readonly password: string
  /** Of the authenticator app, base32. */
  readonly seed: string
  readonly recoveryCodes: readonly string[]
  /** The code that the app shows now; a new one each half minute. */
  code(): string
}

export interface Office {
  readonly route: Route
  readonly house: House
  readonly accounts: AccountsFrame
  readonly subjects: Subjects
  /** Real HTTP on the clock of the office: a browser of ours with this session cookie, or with none. */
  browser(token?: string, headers?: Readonly<Record<string, string>>): Client
  /** The doors themselves, for their clock. */
  readonly app: FastifyInstance
  /** The address of the doors. */
  readonly url: string
  /** What the doors wrote down as refused, and the counts. */
  readonly refused: readonly object[]
  readonly events: SecurityEvents
  /** Moves the clock on by so many seconds. */
  pass(seconds: number): void
  unit(code: string): Promise<number>
  /** Takes up an invitation with a password and an app of one's own. */
  join(invited: Issued | null): Promise<Holder>
  /** Both steps, with a fresh code; gives the token. */
  signIn(holder: Holder, address?: string): Promise<string>
  /** Who asks with this token, read anew. */
  who(token: string): Promise<Subject>
  /** signIn and who. */
  as(holder: Holder): Promise<Subject>
  /** The national operator and the national approver. */
  founders(): Promise<readonly [Holder, Holder]>
  /** An administrator of this unit: the operator asks, the approver approves. */
  administrator(founders: readonly [Holder, Holder], unit: string, login: string): Promise<Holder>
  /** An invitation to one role over one unit, by this holder. */
  invite(by: Holder, role: Role, unit: string | null, login: string, personId?: number | null): Promise<Issued>
}

/** A test with accounts on a route of its own. */
export function inOffice(work: (office: Office) => Promise<void>): () => Promise<void> {
  return onRoute(async (route) => {
    const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_identity', max: 6, name: 'test accounts' })
    let clock = Date.now()
    const refused: object[] = []
    const events = keepEvents((line) => void refused.push(JSON.parse(line) as object))
    const house: House = { ...route.door, now: () => new Date(clock) }
    const app = await createApp({
      ...{
        house,
        identity: pool,
        records: route.records,
        watch: route.watch,
        sandbox: true,
        witnessKeys: [],
        version: 'test',
        rates: unbraked,
      },
      events,
      report: (incident, error) => {
        route.faults.push(error)
        keepReport(incident, error)
      },
    })
    const pass = (seconds: number) => {
      clock += seconds * 1000
    }
    try {
      const url = await app.listen({ host: '127.0.0.1', port: 0 })
      await work(openOffice(route, house, pool, pass, url, app, { refused, events }))
      assert.deepEqual(route.faults, [], 'no door had a fault')
    } finally {
      await app.close()
      await pool.end()
    }
  })
}

function openOffice(
  route: Route,
  house: House,
  pool: AccountsFrame['pool'],
  pass: (seconds: number) => void,
  url: string,
  app: FastifyInstance,
  seenOff: Pick<Office, 'refused' | 'events'>,
): Office {
  const accounts = openAccounts(house, pool)
  const seen = subjects(house, accounts)
  const office: Office = {
    ...{ route, house, accounts, subjects: seen },
    ...{ pass, url, app, ...seenOff },
    browser(token, more = {}) {
      const own = { 'sec-fetch-site': 'same-origin', ...(token && { cookie: `session=${token}` }), ...more }
      const send: typeof fetch = (address, init) => {
        const headers = new Headers(init?.headers)
        for (const [name, value] of Object.entries(own)) headers.set(name, value)
        return fetch(address, { ...init, headers })
      }
      return createClient({ server: url, fetch: send, timeoutMs: 30_000 })
    },
    async unit(code) {
      const unit = await house.units.find(code)
      assert.ok(unit, code)
      return unit.id
    },
    async join(invited) {
      assert.ok(invited?.kind === 'invited')
      const { seed } = await openInvitation(accounts, invited.code)
      const code = () => generateSync({ secret: seed, epoch: Math.floor(house.now().getTime() / 1000) })
      const password = `một câu chỉ ${seed.slice(0, 4)} biết`
      const joined = await accept(accounts, { code: invited.code, password, seed, totp: code() })
      plant(password, seed, invited.code, ...joined.recoveryCodes)
      return { ...joined, password, seed, code }
    },
    async signIn({ login, password, code }, address = '203.0.113.7') {
      // A code serves once: the next one is another half minute's.
      office.pass(30)
      const step = await beginSignIn(accounts, { login, password, address })
      const { token } = await finishSignIn(accounts, { step, code: code(), address })
      plant(token, step)
      return token
    },
    async who(token) {
      seen.forget()
      const subject = await seen.of(token, '203.0.113.7')
      assert.ok(subject, 'the session lives')
      return subject
    },
    as: async (holder) => office.who(await office.signIn(holder)),
    async founders() {
      const invited = await found(accounts, {
        operator: { login: 'bo.vanhanh', name: 'Người vận hành quốc gia' },
        approver: { login: 'bo.pheduyet', name: 'Người phê duyệt quốc gia' },
      })
      return [await office.join(invited.operator), await office.join(invited.approver)]
    },
    async administrator([operator, approver], unit, login) {
      const asked = await office.invite(operator, 'bodyAdministrator', unit, login)
      assert.equal(asked.kind, 'asked')
      const by = await office.as(approver)
      const [request] = await requestsFor(accounts, by)
      return office.join(await decideFourEyes(accounts, by, request!.requestId, true))
    },
    async invite(by, role, unit, login, personId = null) {
      const unitId = unit === null ? null : await office.unit(unit)
      const dates = { via: 'issued', validFrom: house.today(), validTo: null } as const
      const wish = { kind: 'invitation', login, name: `Người giữ ${login}`, personId, role, unitId, ...dates } as const
      return issue(accounts, await office.as(by), wish)
    },
  }
  return office
}

/** Asserts that the work is refused with this code. */
export async function accountRefused(code: AccountRefusal, work: Promise<unknown>): Promise<AccountRefused> {
  const error = await work.then(
    () => assert.fail(`not refused, expected ${code}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof AccountRefused)) throw error
  assert.equal(error.code, code)
  return error
}
