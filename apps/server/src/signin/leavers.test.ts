/** Rights end with the record: transfer, end of service, and what lies in the future. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endGrantsOfLeavers, personForAccount } from '@cbccvc/registry'
import { accountRefused, inOffice, type Office } from '../testing/accounts.ts'
import { official, testNation } from '../testing/people.ts'

/** Somebody who works, by the record. */
const at = Array.from({ length: 50 }, (_, i) => i).find((i) => testNation.official(i).trangThaiCongTac === 'DLV')!
const soDinhDanh = official(at, 'H26').soDinhDanh as string

/** An officer of H26.1 whose account is bound to that record. */
async function boundOfficer(office: Office) {
  await office.route.push('H26', [official(at, 'H26.1')], { asOf: '2023-06-01' })
  const operators = await office.founders()
  const admin = await office.administrator(operators, 'H26', 'hn.admin')
  const by = await office.as(admin)
  const role = { soDinhDanh, role: 'officer', unitId: await office.unit('H26.1') } as const
  const personId = await personForAccount(office.house, office.accounts, by, role)
  const officer = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo', personId))
  return { admin, officer, personId, operators }
}

const endings = async (office: Office) => {
  const { rows } = await office.route.owner.query<{ reason: string }>(
    `select facts->>'reason' as reason from account_act where act = 'grantEnded' and by_account is null order by id`,
  )
  return rows.map(({ reason }) => reason)
}

test(
  'a transfer ends the rights within half a minute of its day, not before it, and coming back does not bring them back',
  inOffice(async (office) => {
    const { route } = office
    const { officer } = await boundOfficer(office)
    const token = await office.signIn(officer)
    assert.equal((await office.who(token)).grants.length, 1)

    // Announced on the 20th, by the officer's own body.
    await route.push('H26', [{ ...official(at, 'H26.2'), $trueFrom: '2023-06-25' }])
    assert.equal((await office.who(token)).grants.length, 1, 'on the day of the announcement')
    route.setToday('2023-06-24')
    await route.settle()
    assert.equal((await office.who(token)).grants.length, 1, 'the day before')
    assert.deepEqual(await endings(office), [])

    route.setToday('2023-06-25')
    await route.settle()
    office.pass(29)
    assert.equal((await office.subjects.of(token, ''))?.grants.length, 1, 'remembered for less than half a minute')
    office.pass(1)
    assert.equal((await office.subjects.of(token, ''))?.grants.length, 0, 'and never longer')
    assert.deepEqual(await endings(office), ['elsewhere'])

    route.setToday('2023-06-26')
    await route.push('H26', [official(at, 'H26.1')], { asOf: '2023-06-26' })
    assert.equal((await office.who(token)).grants.length, 0, 'rights are given, they do not come back by themselves')
  }),
)

for (const [name, change] of Object.entries({
  retirement: { trangThaiCongTac: 'NGHIHUU', ngayThoiViecNghiHuu: '2023-06-25' },
  death: { trangThaiCongTac: 'TUTRAN' },
  resignation: { trangThaiCongTac: 'THOIVIEC', ngayThoiViecNghiHuu: '2023-06-25' },
}))
  test(
    `an announced ${name} ends the rights on its day and closes the account, and neither before it`,
    inOffice(async (office) => {
      const { route } = office
      const { officer } = await boundOfficer(office)
      const token = await office.signIn(officer)
      const state = async () => {
        await endGrantsOfLeavers(office.house, office.accounts)
        const { rows } = await route.owner.query<{ state: string }>('select state from account where id = $1', [
          officer.accountId,
        ])
        return rows[0]!.state
      }
      await route.push('H26', [{ ...official(at, 'H26.1', change), $trueFrom: '2023-06-25' }])
      route.setToday('2023-06-24')
      await route.settle()
      assert.equal((await office.who(token)).grants.length, 1, 'the day before')
      assert.equal(await state(), 'active')
      route.setToday('2023-06-25')
      await route.settle()
      office.pass(30)
      assert.equal((await office.subjects.of(token, ''))?.grants.length ?? 0, 0, 'half a minute into the day')
      assert.equal(await state(), 'closed')
    }),
  )

test(
  'a move within the granted part changes nothing; leaving the service, being suspended, ends it',
  inOffice(async (office) => {
    const { route } = office
    const { officer, admin, personId } = await boundOfficer(office)
    const token = await office.signIn(officer)
    await route.push('H26', [official(at, 'H26.1.1')], { asOf: '2023-06-19' })
    assert.equal((await office.who(token)).grants.length, 1, 'below the granted unit')
    await route.push('H26', [official(at, 'H26.1.1', { trangThaiCongTac: 'TDC' })], { asOf: '2023-06-20' })
    assert.equal((await office.who(token)).grants.length, 0)
    assert.deepEqual(await endings(office), ['notAtWork'])

    const role = { soDinhDanh, role: 'officer', unitId: await office.unit('H26.1') } as const
    const by = await office.as(admin)
    await accountRefused('account.personElsewhere', personForAccount(office.house, office.accounts, by, role))
    const nobody = { ...role, soDinhDanh: '001000000000' }
    await accountRefused('account.personUnknown', personForAccount(office.house, office.accounts, by, nobody))
    const foreign = { ...role, unitId: await office.unit('H56.1') }
    await accountRefused('access.notAllowed', personForAccount(office.house, office.accounts, by, foreign))
    await accountRefused(
      'account.personTaken',
      office.invite(admin, 'viewer', 'H26.1', 'hn.haitk', personId).then(office.join),
    )
  }),
)

test(
  'the worker ends the rights of those who do not sign in any more',
  inOffice(async (office) => {
    const { officer } = await boundOfficer(office)
    await office.route.push('H26', [official(at, 'H26.2')], { asOf: '2023-06-20' })
    await endGrantsOfLeavers(office.house, office.accounts)
    const { rows } = await office.route.owner.query(
      `select end_reason, ended_by from role_grant where account_id = $1`,
      [officer.accountId],
    )
    assert.deepEqual(rows, [{ end_reason: 'elsewhere', ended_by: null }])
    await endGrantsOfLeavers(office.house, office.accounts)
    assert.deepEqual(await endings(office), ['elsewhere'], 'once')
  }),
)

test(
  'no personal number stands in the tables of accounts, in any row or act',
  inOffice(async (office) => {
    await boundOfficer(office)
    const { rows: tables } = await office.route.owner.query<{ name: string }>(
      `select distinct table_name as name from information_schema.role_table_grants where grantee = 'cbccvc_identity'`,
    )
    assert.ok(tables.length >= 11, tables.map(({ name }) => name).join(' '))
    const blinds = office.house.keys.blinds(soDinhDanh).map((blind) => blind.toString('hex'))
    let searched = 0
    for (const { name } of tables) {
      const { rows } = await office.route.owner.query<{ row: string }>(`select t::text as row from ${name} t`)
      for (const { row } of rows) {
        searched++
        assert.ok(!row.includes(soDinhDanh) && !blinds.some((blind) => row.includes(blind)), name)
      }
    }
    assert.ok(searched > 15, `${searched} rows`)
  }),
)
