/** The board stands behind the sign-in: who sees which rows of it, and who none. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOffice, type Office } from '../testing/accounts.ts'
import { officials } from '../testing/people.ts'
import { refused } from '../testing/route.ts'

const rows = async (office: Office, token: string) => {
  const { answer } = await office.browser(token).call('board')
  return answer.bodies.map(({ code, counts }) => [code, counts.sent] as const)
}
const parcels = async (office: Office, token: string, sender: string) =>
  (await office.browser(token).call('boardParcels', { query: { sender } })).answer.parcels

test(
  'the nation sees every body, a body its own row, a part of it its own, and nobody else any',
  inOffice(async (office) => {
    const { route } = office
    const inFirst = await route.push('H26', officials(0, 3, 'H26.1'), { unit: 'H26.1' })
    const inSecond = await route.push('H26', officials(10, 2, 'H26.2'), { unit: 'H26.2' })
    const elsewhere = await route.push('H56', officials(20, 1, 'H56.1'), { unit: 'H56.1' })
    const founders = await office.founders()
    const [operator] = founders
    const head = await office.administrator(founders, 'H26', 'h26.quantri')
    const officer = await office.join(await office.invite(head, 'officer', 'H26.1', 'h26.canbo'))
    const recruiter = await office.join(await office.invite(operator, 'recruiter', null, 'tuyendung'))

    const nation = await office.signIn(operator)
    assert.deepEqual((await rows(office, nation)).map(([code]) => code).toSorted(), ['G01', 'H26', 'H56'])
    assert.equal((await parcels(office, nation, 'H26')).length, 2)

    const body = await office.signIn(head)
    assert.deepEqual(await rows(office, body), [['H26', 5]])
    assert.equal((await parcels(office, body, 'H26')).length, 2)
    assert.deepEqual(await parcels(office, body, 'H56'), [])
    const findings = (parcelId: string) => office.browser(body).call('boardFindings', { params: { parcelId } })
    assert.equal((await findings(inFirst.parcelId)).answer.parcel.sender, 'H26')
    await refused('parcel.unknown', findings(elsewhere.parcelId))

    const part = await office.signIn(officer)
    assert.deepEqual(await rows(office, part), [['H26.1', 3]])
    assert.deepEqual((await office.browser(part).call('board')).answer.totals.sent, 3)
    for (const sender of ['H26', 'H26.1'])
      assert.deepEqual(
        (await parcels(office, part, sender)).map(({ parcelId }) => parcelId),
        [inFirst.parcelId],
      )
    const other = { params: { parcelId: inSecond.parcelId } }
    await refused('parcel.unknown', office.browser(part).call('boardFindings', other))

    await refused('access.notAllowed', office.browser(await office.signIn(recruiter)).call('board'))
    await refused('caller.session', office.browser().call('board'))
    await refused('caller.notAllowed', route.client('H26').call('board'))
    assert.equal((await route.client('CENTRE').call('board')).answer.bodies.length, 3)
  }),
)
