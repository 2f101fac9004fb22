/** Copies over HTTP: the day's budget, the second person, one delivery, each person a look; and who tries to go around. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Client, RefusedError } from '@cbccvc/contract'
import { decideFourEyes, type Role, requestsFor } from '@cbccvc/registry'
import { edition } from '@cbccvc/standard'
import { type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { official, officials } from '../testing/people.ts'
import { refused } from '../testing/route.ts'
import { workersOf } from '../testing/worker.ts'
import { readCopy } from './read-copy.ts'

const json = (body: object) => ({ body: JSON.stringify(body) })
const wish = {
  unit: 'H26.1',
  fields: ['gioiTinh', 'ngaySinh', 'maNgach', 'heSoLuong', 'soDinhDanh'],
  format: 'csv',
  purpose: { code: 'personnel' },
} as const
const labels = wish.fields.map((id) => edition().byId.get(id)!.label.vi)

/** A role that takes two people. */
async function byTwo(office: Office, [operator, approver]: readonly [Holder, Holder], role: Role, login: string) {
  await office.invite(operator, role, 'H26', login)
  const by = await office.as(approver)
  const [request] = await requestsFor(office.accounts, by)
  return office.join(await decideFourEyes(office.accounts, by, request!.requestId, true))
}

/** Some people of H26.1, an officer there, and one who approves for H26. */
async function workplace(office: Office, records = officials(0, 6, 'H26.1')) {
  const founders = await office.founders()
  const admin = await office.administrator(founders, 'H26', 'hn.admin')
  await office.route.push('H26', records)
  const officer = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo'))
  const approver = await byTwo(office, founders, 'bodyApprover', 'hn.duyet')
  return {
    ...{ founders, admin, officer, approver, officerBrowser: office.browser(await office.signIn(officer)) },
    approverBrowser: office.browser(await office.signIn(approver)),
  }
}

const setBudget = (office: Office, rows: number, cells: number, people = 1000) =>
  office.route.owner.query(
    `update look_budget set export_rows = $1, export_cells = $2, people = $3 where role = 'officer'`,
    [rows, cells, people],
  )
const ask = async (browser: Client, change: object = {}) =>
  (await browser.call('askExport', json({ ...wish, ...change }))).answer
const fetched = async (browser: Client, exportId: string) =>
  Buffer.from((await browser.call('fetchExport', { params: { exportId } })).answer)
const looks = async (office: Office) =>
  (
    await office.route.owner.query(
      `select account_id, person_id, classes, purpose from access_look where action = 'record.export'`,
    )
  ).rows

test(
  'an officer fetches a copy once, as CSV and as a workbook: fields in their form, each person a look, the watermark in it',
  inOffice(async (office) => {
    const { officer, officerBrowser, admin } = await workplace(office)
    const other = office.browser(
      await office.signIn(await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.khac'))),
    )
    for (const format of ['csv', 'xlsx'] as const) {
      const before = (await looks(office)).length
      const order = await ask(officerBrowser, { format })
      assert.deepEqual([order.state, order.rows, order.cells, order.unit], ['ready', 6, 36, 'H26.1'])
      assert.equal((await looks(office)).length, before, 'asking shows nobody')
      await refused('export.unknown', other.call('fetchExport', { params: { exportId: order.exportId } }))
      const answer = await fetch(`${office.url}/v1/exports/${order.exportId}/file`, {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'x-cbccvc': '1', 'sec-fetch-site': 'same-origin' },
          cookie: `session=${await office.signIn(officer)}`,
        },
        body: '{}',
      })
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('content-disposition'), `attachment; filename="xuat-XD-${order.no}.${format}"`)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      const bytes = Buffer.from(await answer.arrayBuffer())
      if (format === 'csv') assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
      const [top, head, ...rows] = await readCopy(bytes)
      assert.match(
        top![0]!,
        /^Tệp xuất XD-\d+-0-\w{8} · tài khoản hn\.canbo · 20\d\d-\d\d-\d\d \d\d:\d\d .* Công tác cán bộ/,
      )
      assert.deepEqual(head, ['Đơn vị', edition().byId.get('hoTenKhaiSinh')!.label.vi, ...labels, 'Mã dòng'])
      assert.equal(rows.length, 6)
      const byName = new Map(officials(0, 6, 'H26.1').map((one) => [one.hoTenKhaiSinh, one]))
      for (const [unit, name, sex, born, , coefficient, id, code] of rows) {
        const one = byName.get(name!)!
        assert.match(unit!, /^H26\.1 [-–—‒] Đơn vị H26\.1$/)
        assert.equal(sex!.split(' ')[0], one.gioiTinh)
        assert.equal(born, one.ngaySinh)
        assert.equal(Number(coefficient), one.heSoLuong)
        assert.equal(id, '•••')
        assert.match(code!, new RegExp(`^XD-${order.no}-\\d-\\w{8}$`))
      }
      const written = (await looks(office)).slice(before)
      assert.equal(new Set(written.map(({ person_id }) => person_id)).size, 6)
      for (const look of written)
        assert.deepEqual(
          [look.account_id, look.classes, look.purpose],
          [officer.accountId, ['public:clear', 'internal:clear', 'restricted:masked'], 'personnel'],
        )
      await refused('export.over', officerBrowser.call('fetchExport', { params: { exportId: order.exportId } }))
      assert.equal((await looks(office)).length, before + 6, 'a refused fetch is no look')
    }
    assert.deepEqual(
      (await officerBrowser.call('myExports')).answer.exports.map(({ state }) => state),
      ['delivered', 'delivered'],
    )
    assert.deepEqual((await other.call('myExports')).answer.exports, [])
  }),
)

test(
  'who may not, may not: sealed fields, other units, no step-up, no purpose, other roles',
  inOffice(async (office) => {
    const { officerBrowser, approverBrowser } = await workplace(office)
    const sealed = edition().fields.find((field) => field.class === 'sealed')!.id
    for (const [code, change] of [
      ['access.notAllowed', { fields: [sealed] }],
      ['access.notAllowed', { unit: 'H26' }],
      ['access.notAllowed', { unit: 'H56.1' }],
      ['access.notAllowed', { unit: '../../etc/passwd' }],
      ['access.purpose', { purpose: { code: 'inspection', caseNo: '12/QĐ-TTr' } }],
      ['export.fields', { fields: ['__proto__'] }],
      ['request.shape', { format: 'exe' }],
    ] as const)
      await refused(code, officerBrowser.call('askExport', json({ ...wish, ...change })))
    await refused('access.notAllowed', approverBrowser.call('askExport', json(wish)))
    const { exportId } = await ask(officerBrowser)
    for (const exportIdSent of ['..%2f..%2fsecret', '00000000-0000-0000-0000-000000000000', "' or 1=1--"])
      await refused('export.unknown', officerBrowser.call('fetchExport', { params: { exportId: exportIdSent } }))
    office.pass(11 * 60)
    await refused('caller.stepUp', officerBrowser.call('fetchExport', { params: { exportId } }))
    await refused('caller.stepUp', officerBrowser.call('askExport', json(wish)))
    assert.deepEqual(await looks(office), [])
  }),
)

test(
  'many small ones add up, several at once included: rows and fields each have their measure in a day',
  inOffice(async (office) => {
    const { officerBrowser, approverBrowser } = await workplace(office)
    const states = async (n: number, change: object = {}) =>
      (await Promise.all(Array.from({ length: n }, () => ask(officerBrowser, change)))).map(({ state }) => state).sort()
    await setBudget(office, 13, 10_000)
    const left = async () => (await officerBrowser.call('exportBudget')).answer
    const forms = { public: 'clear', internal: 'clear', restricted: 'masked', sealed: null }
    assert.deepEqual(await left(), { rows: 13, cells: 10_000, rowsLeft: 13, cellsLeft: 10_000, forms })
    // Two of six people fit; who asks for five at once gets no third one.
    assert.deepEqual(await states(5), ['ready', 'ready', 'waits', 'waits', 'waits'])
    // What is told to be left is what is left: what waits has spent nothing.
    assert.deepEqual(await left(), { rows: 13, cells: 10_000, rowsLeft: 1, cellsLeft: 10_000 - 2 * 36, forms })
    await office.route.owner.query(`update look_spent set day = day - 1`)
    await setBudget(office, 10_000, 25)
    assert.deepEqual(await states(4, { fields: ['gioiTinh'] }), ['ready', 'ready', 'waits', 'waits'])
    // What is above the budget in one is not ready either, and spends nothing.
    await office.route.owner.query(`update look_spent set day = day - 10`)
    await setBudget(office, 5, 10_000)
    assert.deepEqual(await states(1), ['waits'])
    await office.route.owner.query(`delete from look_budget where role = 'officer'`)
    assert.deepEqual(await states(1), ['waits'], 'no budget is none')
    assert.deepEqual([(await left()).rowsLeft, (await left()).cells], [0, 0])
    // Who may copy nothing is told so, not refused: the page says it.
    const none = { public: null, internal: null, restricted: null, sealed: null }
    assert.deepEqual((await approverBrowser.call('exportBudget')).answer.forms, none)
  }),
)

test(
  'above the budget a second person sees what it is and releases it, once; nobody their own, nobody elsewhere',
  inOffice(async (office) => {
    const { founders, officer, officerBrowser, approver, approverBrowser, admin } = await workplace(office)
    await setBudget(office, 0, 0)
    const order = await ask(officerBrowser)
    const params = { exportId: order.exportId }
    assert.equal(order.state, 'waits')
    await refused('export.waits', officerBrowser.call('fetchExport', { params }))
    const [shown] = (await approverBrowser.call('exportsToRelease')).answer.exports
    assert.deepEqual(
      [shown!.exportId, shown!.login, shown!.rows, shown!.cells, shown!.fields.length, shown!.purpose],
      [order.exportId, 'hn.canbo', 6, 36, 6, 'personnel'],
    )
    const text = JSON.stringify(shown)
    for (const one of officials(0, 6, 'H26.1')) assert.ok(!text.includes(one.hoTenKhaiSinh as string))

    const yes = { params, ...json({ release: true }) }
    // The one who asked, alone, with another's role, and with both roles.
    await refused('export.unknown', officerBrowser.call('decideExport', yes))
    await refused('access.notAllowed', officerBrowser.call('exportsToRelease'))
    const { grants } = (await approverBrowser.call('me')).answer
    await office.route.owner.query(
      `insert into role_grant (id, account_id, role, unit_id, via, valid_from, issued_at)
       select gen_random_uuid(), $1, role, unit_id, via, valid_from, issued_at from role_grant where id = $2`,
      [officer.accountId, grants[0]!.id],
    )
    const both = office.browser(await office.signIn(officer))
    assert.deepEqual((await both.call('exportsToRelease')).answer.exports, [])
    await refused('export.self', both.call('decideExport', yes))
    // An approver of another part of the tree, and one whose second factor is old.
    const elsewhere = office.browser(
      await office.signIn(await office.join(await office.invite(admin, 'viewer', 'H26.2', 'hn.xem'))),
    )
    await refused('export.unknown', elsewhere.call('decideExport', yes))
    office.pass(11 * 60)
    await refused('caller.stepUp', approverBrowser.call('decideExport', yes))
    const fresh = office.browser(await office.signIn(approver))
    const tries = await Promise.allSettled([fresh.call('decideExport', yes), fresh.call('decideExport', yes)])
    assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    await refused('export.unknown', fresh.call('decideExport', { params, ...json({ release: false }) }))

    const taking = office.browser(await office.signIn(officer))
    const twice = await Promise.allSettled([fetched(taking, order.exportId), fetched(taking, order.exportId)])
    const good = twice.filter((one) => one.status === 'fulfilled')
    assert.equal(good.length, 1, 'two at once: one delivery')
    assert.equal((await readCopy(good[0]!.value)).length, 8)
    assert.equal((await looks(office)).length, 6)
    await refused('export.unknown', fresh.call('decideExport', yes))
    // A replayed release does not open it again, not even in the database.
    await assert.rejects(office.route.owner.query(`update export_order set state = 'released'`), { code: '42501' })

    const no = await ask(taking)
    await fresh.call('decideExport', { params: { exportId: no.exportId }, ...json({ release: false }) })
    await refused('export.over', taking.call('fetchExport', { params: { exportId: no.exportId } }))
    const late = await ask(taking)
    office.pass(24 * 60 * 60)
    const national = office.browser(await office.signIn(founders[1]))
    assert.deepEqual((await national.call('exportsToRelease')).answer.exports, [])
    await refused(
      'export.unknown',
      national.call('decideExport', { params: { exportId: late.exportId }, ...json({ release: true }) }),
    )
  }),
)

test(
  'what cannot be written down is not delivered; who became more are asked for anew; a copy broken off was written down',
  inOffice(async (office) => {
    const { officer, officerBrowser } = await workplace(office)
    const order = await ask(officerBrowser)
    await office.route.owner.query('alter table access_look add constraint nothing check (false) not valid')
    await refused('server.fault', officerBrowser.call('fetchExport', { params: { exportId: order.exportId } }))
    office.route.faults.length = 0
    await office.route.owner.query('alter table access_look drop constraint nothing')
    await office.route.push('H26', [official(30, 'H26.1')])
    await refused('export.grown', officerBrowser.call('fetchExport', { params: { exportId: order.exportId } }))
    assert.deepEqual(await looks(office), [])
    const again = await ask(officerBrowser)
    const stop = new AbortController()
    const answer = await fetch(`${office.url}/v1/exports/${again.exportId}/file`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-cbccvc': '1',
        cookie: `session=${await office.signIn(officer)}`,
      },
      body: '{}',
      signal: stop.signal,
    })
    assert.equal(answer.status, 200)
    stop.abort()
    assert.equal((await looks(office)).length, 7)
    await refused('export.over', officerBrowser.call('fetchExport', { params: { exportId: again.exportId } }))
  }),
)

test(
  'a value that looks like a formula stays text, in both formats',
  inOffice(async (office) => {
    const evil = ["=cmd|' /C calc'!A0", '+84 912', '-1+2', '@SUM(A1:A9)', ' \t=HYPERLINK("http://x")', '../../x,"y";z']
    const fields = ['congViecChinh', 'soTruongCongTac'] as const
    const records = evil.map((value, i) => official(i, 'H26.1', { congViecChinh: value, soTruongCongTac: `ok ${i}` }))
    const { officerBrowser } = await workplace(office, records)
    for (const format of ['csv', 'xlsx']) {
      const { exportId } = await ask(officerBrowser, { format, fields })
      const [, , ...rows] = await readCopy(await fetched(officerBrowser, exportId))
      assert.equal(rows.length, evil.length)
      const values = rows.map((row) => row[2]!)
      for (const value of rows.flat()) assert.doesNotMatch(value, /^\s*[=+\-@\t\r]/)
      for (const value of evil)
        assert.ok(
          values.some((one) => one.endsWith(value.trim().split(/\s/)[0]!) || one.includes(value.trim())),
          value,
        )
    }
  }),
)

test(
  'who pages through a unit by hand is stopped at the day’s budget, several pages at once included',
  inOffice(async (office) => {
    const { officerBrowser } = await workplace(office)
    await setBudget(office, 0, 0, 6)
    const page = () =>
      officerBrowser.call('unitPeople', { params: { code: 'H26.1' }, ...json({ limit: 3, purpose: wish.purpose }) })
    const tries = await Promise.allSettled(Array.from({ length: 5 }, page))
    const codes = tries.map((one) => (one.status === 'fulfilled' ? 'seen' : (one.reason as RefusedError).refusal.code))
    assert.deepEqual(codes.sort(), [...Array(3).fill('access.budget'), 'seen', 'seen'])
    const { rows } = await office.route.owner.query(
      `select count(*)::int as n from access_look where action = 'record.list'`,
    )
    assert.equal(rows[0].n, 6, 'what was not shown is no look')
    const error: RefusedError = await refused('access.budget', page())
    assert.match(error.refusal.next.vi, /ngày mai/)
    await refused(
      'access.budget',
      officerBrowser.call('searchUnitPeople', {
        params: { code: 'H26.1' },
        ...json({
          name: (official(0, 'H26.1').hoTenKhaiSinh as string).split(' ')[0],
          limit: 200,
          purpose: wish.purpose,
        }),
      }),
    )
  }),
)

test(
  'the command names the account from a copy, also with line and column deleted; and sets what a day allows',
  inOffice(async (office) => {
    const { officerBrowser } = await workplace(office, officials(0, 40, 'H26.1'))
    const processes = workersOf(office.route)
    const folder = mkdtempSync(join(tmpdir(), 'cbccvc-copy-'))
    const run = async (...args: string[]) => {
      const { out, error } = await processes.run(['export', ...args], '')
      return { out: out === '' ? null : JSON.parse(out), error }
    }
    const trace = (name: string, bytes: Buffer | string) => {
      writeFileSync(join(folder, name), bytes)
      return run('trace', join(folder, name))
    }
    try {
      // An earlier copy of the same people, so that there is somebody else to be named.
      await fetched(officerBrowser, (await ask(officerBrowser)).exportId)
      const { exportId, no } = await ask(officerBrowser, { format: 'xlsx' })
      const bytes = await fetched(officerBrowser, exportId)
      const { out } = await trace('copy.xlsx', bytes)
      assert.deepEqual(
        [out.export, out.login, out.by, out.people, out.purpose],
        [`XD-${no}`, 'hn.canbo', 'code', 40, 'personnel'],
      )
      const [, ...bare] = (await readCopy(bytes)).map((row) => row.slice(0, -1))
      const csv = bare.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\n')
      const marked = (await trace('copy.csv', csv)).out
      assert.deepEqual([marked.export, marked.login, marked.by], [`XD-${no}`, 'hn.canbo', 'marks'])
      assert.deepEqual((await trace('other.csv', 'a,b\n1,2\n')).out, { export: null, account: null })
      assert.match((await trace('broken.xlsx', 'PK broken')).error, /neither as \.xlsx/)

      const { budgets } = (await run('budget', 'officer', '1', '9', '3')).out
      const { role: _, ...officer } = budgets.find(({ role }: { role: string }) => role === 'officer')
      assert.deepEqual(officer, { exportRows: 1, exportCells: 9, people: 3 })
      assert.equal((await ask(officerBrowser)).state, 'waits')
      for (const args of [
        ['budget', 'nobody', '1', '1', '1'],
        ['budget', 'consumerSystem', '1', '1', '1'],
        ['budget', 'officer', '-1', '1', '1'],
        ['bugdet'],
        ['trace'],
      ])
        assert.notEqual((await run(...args)).error, '')
    } finally {
      rmSync(folder, { recursive: true, force: true })
      await processes.close()
    }
  }),
)
