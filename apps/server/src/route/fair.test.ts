/** The queue is fair: three people do not wait behind a province, and a province does not wait for ever. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { progress } from '@cbccvc/registry'
import { official, officials } from '../testing/people.ts'
import { openRoute } from '../testing/route.ts'

test('a small parcel is concluded within two claims; the large one still gets every second one', async () => {
  const route = await openRoute()
  const done = async (parcelId: string): Promise<number> => {
    const { rows } = await route.owner.query<{ done_parts: number }>(
      'select done_parts from parcel where parcel_id = $1',
      [parcelId],
    )
    return rows[0]!.done_parts
  }
  const large = await route.send('H56', officials(0, 80, 'H56.1'), { recordsPerPart: 10 })
  for (let i = 0; i < 5; i++) {
    const small = await route.send('G01', [official(100 + 2 * i, 'G01.1'), official(101 + 2 * i, 'G01.1')])
    await progress(route.house)
    await progress(route.house)
    assert.equal(await done(small.parcelId), 1, 'the small one is done')
    assert.equal(await done(large.parcelId), i + 1, 'and the large one is a part further')
  }
  await route.settle()
  assert.equal(await done(large.parcelId), 8)
  await route.close()
})
