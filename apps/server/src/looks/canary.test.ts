/** Canaries by the command of the centre, and in copies: planted, exported, told of, ended. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LookShapes } from '@cbccvc/contract'
import { inOffice, type Office } from '../testing/accounts.ts'
import type { Asker } from '../testing/askers.ts'
import { number, watched } from '../testing/watchers.ts'
import { workersOf } from '../testing/worker.ts'

async function alarmsOf(office: Office, by: Asker): Promise<LookShapes.Alarms['alarms']> {
  const cookie = `session=${await office.signIn(by.holder)}`
  const answer = await fetch(`${office.url}/v1/alarms`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } })
  assert.equal(answer.status, 200)
  return ((await answer.json()) as LookShapes.Alarms).alarms
}

/** A copy of all people of H26.1, asked for and fetched. Returns its text. */
async function exported(office: Office, by: Asker): Promise<string> {
  const browser = office.browser(await office.signIn(by.holder))
  const wish = { unit: 'H26.1', fields: ['gioiTinh'], format: 'csv', purpose: { code: 'personnel' } }
  const { answer } = await browser.call('askExport', { body: JSON.stringify(wish) })
  assert.equal(answer.state, 'ready')
  const copy = await browser.call('fetchExport', { params: { exportId: answer.exportId } })
  return Buffer.from(copy.answer).toString()
}

test(
  'a canary planted by the command raises an alarm when a copy with it is fetched, not when it is asked for, and none once ended',
  inOffice(async (office) => {
    const { route } = office
    const { officer, auditor, people } = await watched(office)
    const processes = workersOf(route)
    try {
      const canary = (verb: string, input = '') => processes.run(['canary', verb], input)
      assert.deepEqual(JSON.parse((await canary('count')).out), { planted: [] })
      const planted = await canary('plant', `${number(18)}\n`)
      assert.deepEqual([JSON.parse(planted.out), planted.error], [{ done: 'plant' }, ''])
      assert.deepEqual(JSON.parse((await canary('count')).out), { planted: [{ sender: 'H26', n: 1 }] })

      const before = await alarmsOf(office, auditor)
      assert.deepEqual(before, [])
      const copy = await exported(office, officer)
      assert.equal(copy.trimEnd().split('\n').length, 22, 'the canary stands in the copy like everybody')
      await route.tick()
      const [alarm, ...more] = await alarmsOf(office, auditor)
      assert.deepEqual(more, [], 'of twenty people one is a canary')
      assert.deepEqual(
        [alarm!.kind, alarm!.about!.person, alarm!.about!.login],
        ['canary', people[1], officer.holder.login],
      )
      const { rows } = await route.owner.query('select action from access_look where no = $1', [alarm!.about!.lookNo])
      assert.deepEqual(rows, [{ action: 'record.export' }])

      const ended = await canary('end', number(18))
      assert.deepEqual(JSON.parse(ended.out), { done: 'end' })
      assert.deepEqual(JSON.parse((await canary('count')).out), { planted: [] })
      await exported(office, officer)
      await route.tick()
      assert.equal((await alarmsOf(office, auditor)).length, 1)
    } finally {
      await processes.close()
    }
  }),
)

test(
  'the command says how it is called and of whom there is none; the number comes back in no word of it',
  inOffice(async (office) => {
    await watched(office)
    const processes = workersOf(office.route)
    try {
      for (const verb of [[], ['shoot']]) {
        const { out, error } = await processes.run(['canary', ...verb], '')
        assert.equal(out, '')
        assert.match(error, /canary plant \| end .* canary count/)
      }
      for (const verb of ['plant', 'end']) {
        const { out, error } = await processes.run(['canary', verb], '001099999999\n')
        assert.equal(out, '')
        assert.match(error, /The register has nobody of this number/)
        assert.ok(!error.includes('001099999999'))
      }
      const { error } = await processes.run(['canary', 'end'], number(18))
      assert.match(error, /no mark on it/)
      assert.ok(!error.includes(number(18)))
    } finally {
      await processes.close()
    }
  }),
)
