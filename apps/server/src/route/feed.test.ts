/** One numbering for the tree and the feed: every line once, in order, whoever writes and whoever numbers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { foldCounters, progress, sequencer, transaction } from '@cbccvc/registry'
import { addNotices, type StoredAnswer } from '../../../../packages/registry/src/exchange/index.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'

const place = (at: string) => at.split('.').map(Number) as [number, number]
const inOrder = (lines: readonly { at: string }[]) =>
  lines.every(({ at }, i) => {
    if (i === 0) return true
    const [a, b] = [place(lines[i - 1]!.at), place(at)]
    return b[0] > a[0] || (b[0] === a[0] && b[1] === a[1] + 1)
  })

const line = (text: string): StoredAnswer => {
  return { kind: 'answer', parcelId: text, index: 0, to: text, answer: 'keep', vi: text, en: text }
}

test(
  'two sequencers at once number every leaf once, without a gap',
  onRoute(async (route) => {
    const write = async (writer: number) => {
      for (let i = 0; i < 25; i++)
        await transaction(route.house.pool, (tx) =>
          addNotices(tx, route.house.keys, 'H26', [line(`${writer}.${i}`)], new Date().toISOString()),
        )
    }
    let writing = true
    const number = async () => {
      const one = sequencer(route.sequencing, route.log)
      let numbered = 0
      for (let more = 0; writing || more > 0; numbered += more) {
        more = await one.tick(foldCounters)
        await pause(Math.random() * 4)
      }
      return numbered
    }
    const numbering = [number(), number(), number()]
    await Promise.all([0, 1, 2, 3].map(write))
    writing = false
    const counts = await Promise.all(numbering)
    assert.equal(
      counts.reduce((a, b) => a + b),
      100,
    )
    const { rows } = await route.owner.query('select min(commit_no), max(commit_no), count(*) from commit_log')
    assert.deepEqual(rows[0], { min: 0, max: 99, count: 100 })
  }),
)

test(
  'a reader by cursor, against ten writers who commit out of order, sees each line once and in order',
  onRoute(async (route) => {
    const writers = 10
    const each = 12
    const write = async (writer: number) => {
      for (let i = 0; i < each; i++)
        await transaction(route.owner, async (tx) => {
          const lines = Array.from({ length: 1 + (i % 3) }, (_, n) => line(`${writer}.${i}.${n}`))
          await addNotices(tx, route.house.keys, i % 4 === 3 ? 'H56' : 'H26', lines, new Date().toISOString())
          await pause(Math.random() * 30)
        })
    }
    let writing = true
    const read: { at: string; to: string }[] = []
    const reader = async (limit: number, into: { at: string; to: string }[]) => {
      for (let cursor = '', more = true; writing || more; ) {
        const { answer } = await route.client('H26').call('feed', { query: { after: cursor, limit } })
        for (const one of answer.lines) if (one.kind === 'answer') into.push(one)
        more = answer.next !== cursor
        cursor = answer.next
        await pause(2)
      }
    }
    const other: typeof read = []
    const ticking = (async () => {
      while (writing) {
        await route.tick()
        await pause(3)
      }
    })()
    const reading = [reader(7, read), reader(1000, other)]
    await Promise.all(Array.from({ length: writers }, (_, w) => write(w)))
    await route.tick()
    writing = false
    await Promise.all([ticking, ...reading])
    const rest = await route.feed('H26')
    const expected = rest.map(({ at }) => at)
    assert.ok(inOrder(rest))
    for (const seen of [read, other]) {
      const missed = expected.slice(seen.length)
      assert.deepEqual([...seen.map(({ at }) => at), ...missed], expected)
      assert.ok(missed.length <= 3, 'what was numbered after the last look')
    }
    const texts = new Set(rest.map((one) => (one.kind === 'answer' ? one.to : '')))
    assert.equal(texts.size, rest.length, 'no line twice')
    assert.equal(rest.length, writers * [0, 1, 2, 4, 5, 6, 8, 9, 10].reduce((sum, i) => sum + 1 + (i % 3), 0))
  }),
)

test(
  'workers side by side: every record of every parcel has one outcome, each part one commit',
  onRoute(async (route) => {
    const people = officials(0, 60, 'H26.1')
    const sent = []
    // The same people in every parcel, in other orders: the workers meet at the same rows.
    for (let i = 0; i < 6; i++) {
      const mixed = people.map((record) => ({ ...record, chieuCao: 150 + i })).sort(() => Math.random() - 0.5)
      sent.push(await route.send('H26', mixed, { recordsPerPart: 15 }))
    }
    const work = async () => {
      for (let idle = 0; idle < 3; ) {
        idle = (await progress(route.house)) ? 0 : idle + 1
        if (idle) await pause(300)
      }
    }
    await Promise.all([1, 2, 3, 4].map(work))
    await route.settle()
    const lines = (await route.feed('H26')).filter((one) => one.kind === 'outcome')
    const places = lines.map((one) => `${one.parcelId} ${one.index}`)
    assert.equal(new Set(places).size, 360)
    assert.equal(places.length, 360)
    assert.ok(lines.every((one) => ['entered', 'unchanged'].includes(one.outcome.outcome)))
    for (const { parcelId } of sent) {
      const { answer } = await route.client('H26').call('parcelStatus', { params: { parcelId } })
      assert.equal(answer.state, 'concluded')
    }
  }),
)

test(
  "pages of any size give the same lines; any cursor can be read again; nobody reads another's",
  onRoute(async (route) => {
    await route.push('H26', officials(0, 23, 'H26.1'), { recordsPerPart: 5 })
    await route.push('H56', [official(0, 'H56.1')])
    const all = await route.feed('H26')
    const paged = async (limit: number) => {
      const lines = []
      for (let cursor = ''; ; ) {
        const { answer } = await route.client('H26').call('feed', { query: { after: cursor, limit } })
        assert.ok(answer.lines.length <= limit)
        if (answer.lines.length === 0) {
          assert.equal(answer.next, cursor)
          return lines
        }
        assert.equal(answer.next, answer.lines.at(-1)!.at)
        lines.push(...answer.lines)
        cursor = answer.next
      }
    }
    for (const limit of [1, 2, 5, 7, 24, 1000]) assert.deepEqual(await paged(limit), all, `by ${limit}`)
    for (const [i, { at }] of all.entries()) assert.deepEqual(await route.feed('H26', at), all.slice(i + 1))
    const theirs = await route.feed('H56')
    assert.ok(theirs.length >= 2 && theirs.every((one) => !all.some((mine) => mine.at === one.at)))
    assert.deepEqual(await route.feed('G01'), [])
    await checkStored(route)
  }),
)

/** What is stored of the feed is sealed: no code of a rule, no parcel's name. */
async function checkStored(route: Route) {
  const { rows } = await route.owner.query<{ payload: Buffer }>('select payload from feed_chunk')
  for (const { payload } of rows) assert.ok(!/entered|register|H26/.test(payload.toString('latin1')))
}
