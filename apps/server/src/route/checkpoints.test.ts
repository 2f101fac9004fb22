/** Of the checkpoints what proofs need is kept: every leaf stays provable, and nobody has more deleted. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  keyToText,
  newKeyPair,
  parseCheckpoint,
  tileReader,
  verifyConsistency,
  verifyReceipt,
  vkeyOf,
} from '@cbccvc/evidence'
import { startWitness } from '@cbccvc/outside'
import { askWitness, readTile, sweep } from '@cbccvc/registry'
import type { Packed } from '../testing/parcel.ts'
import { official } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'

const sizesOf = async (route: Route) =>
  (await route.owner.query<{ size: number }>('select size from checkpoint order by size')).rows.map(({ size }) => size)

/** Moves checkpoints of these sizes back in time; they were signed some minutes apart, in this order. */
const age = (route: Route, sizes: readonly number[], hours: number) =>
  route.owner.query(
    `update checkpoint c set signed_at = date_trunc('hour', now(), 'UTC') - make_interval(hours => $2) + make_interval(mins => u.no::int)
       from unnest($1::bigint[]) with ordinality u (size, no) where c.size = u.size`,
    [sizes, hours],
  )

/** A log of so many parcels, each with two checkpoints at least. */
async function grow(route: Route, parcels: number, from = 0): Promise<Packed[]> {
  const sent: Packed[] = []
  for (let i = 0; i < parcels; i++) {
    sent.push(await route.send('H26', [official(from + i, 'H26.1')]))
    await route.tick()
    await route.settle()
  }
  return sent
}

async function provable(route: Route, sent: readonly Packed[]): Promise<void> {
  for (const { parcelId, jws, lines } of sent) {
    const { answer } = await route.client('H26').call('recordReceipt', { params: { parcelId, index: 0 } })
    const held = verifyReceipt(answer, { logKey: vkeyOf(route.log), manifest: jws, record: lines[0]! })
    assert.equal(held.ok, true)
  }
}

test(
  'after a day one an hour is kept, the best cosigned; again, and twice at once, it changes nothing',
  onRoute(async (route) => {
    const folder = mkdtempSync(join(tmpdir(), 'cbccvc-checkpoints-'))
    const witness = await startWitness({
      name: 'witness.test',
      seed: keyToText(newKeyPair().seed),
      stateFile: join(folder, 'state.json'),
      logKeys: [vkeyOf(route.log)],
    })
    try {
      const sent = await grow(route, 3)
      await askWitness(route.sequencing, witness, 0)
      const cosigned = (await sizesOf(route)).at(-1)!
      sent.push(...(await grow(route, 5, 10)))
      const all = await sizesOf(route)
      assert.ok(all.length >= 16)
      const early = await route
        .client('H26')
        .call('recordReceipt', { params: { parcelId: sent[0]!.parcelId, index: 0 } })
      const [first, second, late] = [all.slice(0, 9), all.slice(9, 12), all.slice(12)]
      assert.ok(first.includes(cosigned) && first.at(-1) !== cosigned)
      const { rows: held } = await route.owner.query<{ note: string }>('select note from checkpoint where size = $1', [
        first[1],
      ])
      await age(route, first, 70)
      await age(route, second, 30)
      // The hour that ended a day ago is left; so is whatever is younger.
      await age(route, late.slice(0, 2), 23)
      for (let more = true, rounds = 0; more; rounds++) {
        more = await sweep(route.house)
        assert.ok(rounds < 20)
      }
      const kept = [cosigned, second.at(-1)!, ...late]
      assert.deepEqual(await sizesOf(route), kept)
      const { rows } = await route.owner.query('select size, witness from cosignature')
      assert.deepEqual(rows, [{ size: cosigned, witness: 'witness.test' }])
      await Promise.all([sweep(route.house), sweep(route.house), sweep(route.house)])
      assert.deepEqual(await sizesOf(route), kept)
      assert.deepEqual(await route.check({ witnessKeys: [witness.vkey] }), [])

      await provable(route, sent)
      const told = verifyReceipt(early.answer, {
        ...{ logKey: vkeyOf(route.log), manifest: sent[0]!.jws, record: sent[0]!.lines[0]! },
      })
      assert.equal(told.ok, true)
      // Who kept a checkpoint whose row is gone gets from there to the newest one by the tiles.
      const { rows: head } = await route.owner.query<{ size: number; root: Buffer }>('select size, root from log_head')
      const gone = parseCheckpoint(held[0]!.note)
      assert.ok(!kept.includes(gone.size))
      const proof = await tileReader(head[0]!.size, (path) => readTile(route.door.pool, path)).consistencyProof(
        gone.size,
      )
      assert.ok(verifyConsistency(gone, head[0]!, proof))
      sent.push(...(await grow(route, 1, 20)))
      await provable(route, sent)
    } finally {
      await witness.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }),
)

test(
  'a log that has rested for long keeps its newest checkpoint, and proves everything under it',
  onRoute(async (route) => {
    const sent = await grow(route, 4)
    const all = await sizesOf(route)
    await age(route, all, 24 * 40)
    // Another one of the hour is cosigned better; the newest stays all the same.
    await route.owner.query(
      `insert into cosignature (size, witness, line) select size, 'w' || n, '' from checkpoint, generate_series(1, 2) n where size = $1`,
      [all[0]],
    )
    while (await sweep(route.house));
    assert.deepEqual(await sizesOf(route), [all[0], all.at(-1)])
    await provable(route, sent)
    await route.owner.query('delete from cosignature')
  }),
)

test(
  'the server may have checkpoints thinned, and may delete none',
  onRoute(async (route) => {
    await grow(route, 2)
    const { pool } = route.house
    for (const statement of [
      'delete from checkpoint',
      'delete from cosignature',
      `update checkpoint_thinned set upto = 'infinity'`,
      `update checkpoint set signed_at = '2000-01-01'`,
    ])
      await assert.rejects(pool.query(statement), { code: '42501' }, statement)
    const before = await sizesOf(route)
    await sweep(route.house)
    assert.deepEqual(await sizesOf(route), before)
  }),
)
