/** Where the gallery goes: each page of `frame/pages.ts`, the account that it is for, and what is done on it before the picture. */
import { generateKeyPairSync } from 'node:crypto'
import type { Board, BoardParcels, PrivacyShapes, RecordShapes, SystemShapes } from '@cbccvc/contract'
import type { BrowserContext, Page } from 'playwright-core'
import { pages } from './src/frame/pages.ts'
import { papers } from './src/testing/papers.ts'

/** A login of the sandbox, `person` (by VNeID), or nobody. */
export type Who = string | null

export interface Stop {
  readonly name: string
  readonly who: Who
  readonly path: string
  /** What is done before the picture. */
  readonly before?: (page: Page) => Promise<void>
  /** Also in docs/images, as the README shows it. */
  readonly inDocs?: true
}

/** What the gallery knows of the centre that it visits. */
export interface Visit {
  readonly base: string
  /** The logins of the accounts to try. */
  readonly logins: readonly string[]
  /** A signed-in context. */
  as(who: Who): Promise<BrowserContext>
}

const json = async <T>(context: BrowserContext, url: string, data?: object): Promise<T> => {
  const headers = { 'x-cbccvc': '1', origin: new URL(url).origin }
  const answer = data
    ? await context.request.post(url, { data, headers })
    : await context.request.get(url, { headers: { accept: 'application/json' } })
  if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Pages that take something, and those on which something is done first. The others are visited as they are. */
export async function stopsOf(visit: Visit): Promise<{ stops: Stop[]; without: string[] }> {
  const special = await specialStops(visit)
  const can = new Map<string, readonly string[]>()
  for (const login of visit.logins) {
    const context = await visit.as(login)
    can.set(login, (await json<{ can: string[] }>(context, `${visit.base}/v1/me`)).can)
    await context.close()
  }
  const stops: Stop[] = []
  const without: string[] = []
  for (const { path, needs, own } of pages) {
    const known = special.filter(({ of }) => of === path)
    stops.push(...known.map(({ of: _of, ...stop }) => stop))
    if (known.length > 0) continue
    const who =
      needs === 'nothing'
        ? null
        : own
          ? 'person'
          : needs === 'account'
            ? 'officer'
            : (visit.logins.find((login) => can.get(login)!.includes(needs)) ?? 'person')
    if (neverSeen.includes(path)) continue
    if (path.includes(':')) without.push(path)
    else stops.push({ name: path.slice(1).replaceAll('/', '-') || 'first', who, path })
  }
  return { stops, without }
}

type Special = Stop & { readonly of: string }

async function specialStops(visit: Visit): Promise<Special[]> {
  const { base } = visit
  const operator = await visit.as('nationaloperator')
  const { bodies } = await json<Board>(operator, `${base}/v1/board`)
  const body = bodies.toSorted((a, b) => b.counts.returned + b.counts.held - a.counts.returned - a.counts.held)[0]!
  const { parcels } = await json<BoardParcels>(operator, `${base}/v1/board/parcels?sender=${body.code}`)
  const parcel = parcels.find((one) => one.returned > 0) ?? parcels[0]
  await operator.close()

  const officer = await visit.as('officer')
  const { units } = await json<{ units: { code: string }[] }>(officer, `${base}/v1/me/units`)
  const unit = units[0]!.code
  const purpose = { code: 'personnel' }
  const list = `${base}/v1/units/${unit}/people`
  const { people } = await json<RecordShapes.SeenPeople>(officer, list, { purpose, limit: 20 })
  await officer.close()
  const person = people[0]?.person

  const administrator = await visit.as('bodyadministrator')
  type Line = { accountId: string; login: string }
  const { accounts } = await json<{ accounts: Line[] }>(administrator, `${base}/v1/accounts`)
  const account = accounts.find(({ login }) => login === 'officer') ?? accounts[0]
  const { today } = await json<{ today: string }>(administrator, `${base}/v1/me`)
  // Something to be seen: an invitation that waits to be taken, and one that waits for a second person.
  const stamp = Date.now().toString(36)
  const wish = { soDinhDanh: null, unit, via: 'issued', validFrom: today, validTo: null }
  const invite = (name: string, login: string, role: string) =>
    json<{ code?: string }>(administrator, `${base}/v1/accounts/invitations`, { name, login, role, ...wish })
  const invited = await invite('Nguyễn Thị Mai', `mai.${stamp}`, 'officer')
  await invite('Lê Văn Ký', `ky.${stamp}`, 'bodyApprover')
  await administrator.close()

  const systems = await registered(visit, today, stamp)
  const asked = await askedOfPeople(visit, today)

  const { receipt, record, keys } = await papers()
  /** Puts papers into the verifier: true ones, or with one figure altered. */
  const give = (good: boolean) => async (page: Page) => {
    const [paper, line, , , own] = await page.locator('.given textarea').all()
    await paper!.fill(good ? receipt : receipt.replace('outcome entered', 'outcome returned'))
    await line!.fill(good ? record : record.replace('1970', '1971'))
    await own!.fill(keys)
  }
  const find = async (page: Page) => {
    await page.getByRole('combobox').last().fill(unit.toLowerCase())
    await page.getByRole('listbox').getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator('form button[type=submit]').click()
    await page.locator('main a[href^="/people/"]').first().waitFor()
  }
  const openAccount = async (page: Page) => {
    await page.locator('.account > button').click()
  }
  return [
    { of: '/', name: 'board', who: 'nationaloperator', path: '/', inDocs: true },
    { of: '/', name: 'board-of-a-body', who: 'officer', path: '/', before: openAccount },
    { of: '/', name: 'first-page-datacentre', who: 'datacentreadministrator', path: '/' },
    { of: '/', name: 'first-page-recruiter', who: 'recruiter', path: '/' },
    { of: '/bodies/:body', name: 'body', who: 'nationaloperator', path: `/bodies/${body.code}` },
    ...(parcel
      ? [
          {
            ...{ of: '/bodies/:body/parcels/:parcel', name: 'parcel', who: 'nationaloperator' },
            path: `/bodies/${body.code}/parcels/${parcel.parcelId}`,
          },
        ]
      : []),
    { of: '/people', name: 'people', who: 'officer', path: '/people', before: find },
    ...(person
      ? [
          { of: '/people/:ref', name: 'record', who: 'officer', path: `/people/${person}`, inDocs: true as const },
          { of: '/people/:ref', name: 'record-masked', who: 'viewer', path: `/people/${person}` },
        ]
      : []),
    { of: '/accounts', name: 'accounts', who: 'bodyadministrator', path: '/accounts' },
    ...(account
      ? [
          {
            ...{ of: '/accounts/:account', name: 'account', who: 'bodyadministrator' },
            ...{ path: `/accounts/${account.accountId}`, inDocs: true as const },
          },
        ]
      : []),
    { of: '/accounts/invite', name: 'accounts-invite', who: 'bodyadministrator', path: '/accounts/invite' },
    { of: '/accounts/requests', name: 'accounts-requests', who: 'bodyapprover', path: '/accounts/requests' },
    ...(invited.code
      ? [{ of: '/invitation', name: 'invitation', who: null, path: `/invitation#${invited.code}` }]
      : []),
    { of: '/verify', name: 'verify', who: null, path: '/verify' },
    { of: '/verify', name: 'verifier', who: null, path: '/verify', before: give(true), inDocs: true },
    { of: '/verify', name: 'verifier-bad', who: null, path: '/verify', before: give(false) },
    { of: '/me', name: 'me', who: 'bodyapprover', path: '/me' },
    { of: '/me', name: 'me-of-a-person', who: 'person', path: '/me' },
    { of: '/sign-in', name: 'sign-in', who: null, path: '/sign-in' },
    {
      ...{ of: '/accounts/invitations', name: 'accounts-invitations', who: 'bodyadministrator' },
      path: '/accounts/invitations',
    },
    ...systems,
    ...asked,
  ].map((stop) => ({ ...stop }) as Special)
}

/** A system and a relying party, asked for by one and approved by another. */
async function registered({ base, as }: Visit, today: string, stamp: string): Promise<Special[]> {
  const operator = await as('nationaloperator')
  const newKey = () => generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  const [clientId, partyId] = [`thue-${stamp}`, `dao-tao-${stamp}`]
  const validTo = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
  const system = { clientId, name: 'Thuế điện tử', purposes: ['sharing'], unit: null, peopleADay: 1000 }
  await json(operator, `${base}/v1/systems`, { ...system, publicKey: newKey(), validFrom: today, validTo })
  const back = ['https://dao-tao.example.vn/cb']
  const party = { partyId, name: 'Cổng đào tạo', redirectUris: back, postLogoutRedirectUris: [] }
  const told = { backchannelLogoutUri: null, scopes: ['openid', 'profile'], publicKeys: [newKey()] }
  await json(operator, `${base}/v1/parties`, { ...party, ...told })
  const approver = await as('nationalapprover')
  const waiting = `${base}/v1/accounts/approvals`
  const { requests } = await json<{ requests: { requestId: string; login: string }[] }>(approver, waiting)
  for (const { requestId, login } of requests)
    if ([clientId, partyId].includes(login)) await json(approver, `${waiting}/${requestId}`, { approve: true })
  const { systems } = await json<SystemShapes.Systems>(operator, `${base}/v1/systems`)
  const { systemId } = systems.find((one) => one.clientId === clientId)!
  await Promise.all([operator.close(), approver.close()])
  const who = 'nationaloperator'
  return [
    { of: '/systems/:system', name: 'system', who, path: `/systems/${systemId}` },
    { of: '/parties/:party', name: 'party', who, path: `/parties/${partyId}` },
  ]
}

/** A request of the person, as whoever answers it sees it; and a consent that the person gave to a recruiter. */
async function askedOfPeople({ base, as }: Visit, today: string): Promise<Special[]> {
  const person = await as('person')
  const correct = { kind: 'correct', fields: ['soDienThoai'], words: 'Số điện thoại đã đổi từ tháng trước.' }
  const { requestId } = await json<{ requestId: string }>(person, `${base}/v1/requests`, correct)
  const stops: Special[] = []
  for (const who of ['officer', 'nationaloperator']) {
    const context = await as(who)
    const { requests } = await json<PrivacyShapes.RequestsToAnswer>(context, `${base}/v1/requests/open`)
    await context.close()
    if (stops.length === 0 && requests.some((one) => one.requestId === requestId))
      stops.push({ of: '/requests/:request', name: 'request', who, path: `/requests/${requestId}` })
  }
  const recruiter = await as('recruiter')
  const { code } = await json<{ code: string }>(person, `${base}/v1/consents/code`, {})
  const fields = ['hoTenKhaiSinh', 'trinhDoChuyenMon', 'quaTrinhCongTac']
  const until = `${Number(today.slice(0, 4))}-12-31`
  const wish = { purpose: { code: 'recruitment' }, code, soDinhDanh: null, fields, until }
  const { consentId } = await json<{ consentId: string }>(recruiter, `${base}/v1/consents/asked`, {
    ...wish,
    reason: 'Tuyển chuyên viên phòng Kế hoạch',
  })
  await json(person, `${base}/v1/consents/${consentId}/given`, { fields, validTo: until })
  const { consents } = await json<PrivacyShapes.AskedConsents>(recruiter, `${base}/v1/consents/asked`)
  const ref = consents.find((one) => one.consentId === consentId)?.person
  await Promise.all([person.close(), recruiter.close()])
  if (ref)
    stops.push({
      of: '/consents/people/:ref',
      name: 'consents-record',
      who: 'recruiter',
      path: `/consents/people/${ref}`,
    })
  return stops
}

/** A page that is there to be left at once has no picture. */
const neverSeen: readonly string[] = ['/sign-in/by-eid']
