/** Who sends slowly, or much at once, is in nobody else's way. */
import assert from 'node:assert/strict'
import { type ClientRequest, request } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { limits } from '@cbccvc/contract'
import { openRoute, type Route, type Sender } from '../testing/route.ts'
import { createApp } from './app.ts'
import type { UploadLimits } from './uploads.ts'

let route: Route
before(async () => {
  route = await openRoute()
})
after(() => route.close())

/** A door of its own onto the house, with these limits. */
async function behind(uploads: Partial<UploadLimits>, work: (url: string) => Promise<void>) {
  const doors = { sandbox: true, report: () => {}, witnessKeys: [], version: 'test' }
  const app = await createApp({
    house: route.door,
    identity: route.identity,
    records: route.records,
    watch: route.watch,
    ...doors,
    uploads,
  })
  try {
    await work(await app.listen({ host: '127.0.0.1', port: 0 }))
  } finally {
    await app.close()
  }
}

const parcelId = '0198c0de-0000-7000-8000-000000000000'

/** Announces a part, sends nothing yet; `answer` is its status. */
async function announce(
  url: string,
  sender: Sender,
  length: number,
): Promise<{ request: ClientRequest; answer: Promise<number> }> {
  const path = `/v1/parcels/${parcelId}/parts/0`
  const headers = {
    ...(await route.key(sender, url).headers('PUT', path)),
    'content-type': 'application/zstd',
    'content-length': length,
  }
  const sent = request(`${url}${path}`, { method: 'PUT', headers })
  const answer = new Promise<number>((resolve) => {
    sent.once('response', (response) => resolve(response.resume().statusCode!))
    sent.once('error', () => resolve(0))
  })
  sent.flushHeaders()
  return { request: sent, answer }
}

test('sixteen idle bodies of one sender: the fifth is asked to come later, the others get through, the idle are ended', () =>
  behind({ paceMs: 1500 }, async (url) => {
    const idle = await Promise.all(Array.from({ length: 16 }, () => announce(url, 'H26', limits.partBytes)))
    const answers = idle.map(({ answer }) => answer)
    const early = await Promise.all(answers.map((answer) => Promise.race([answer, setTimeout(700, 'waiting')])))
    assert.deepEqual([...new Set(early)].sort(), [429, 'waiting'])
    assert.equal(early.filter((one) => one === 'waiting').length, 4)
    const other = await announce(url, 'H56', 10)
    other.request.end(Buffer.alloc(10))
    assert.equal(await other.answer, 404, 'let in, and the parcel is unknown')
    const statuses = await Promise.all(answers)
    assert.equal(statuses.filter((status) => status === 408).length, 4)
    const again = await announce(url, 'H26', limits.partBytes)
    assert.equal(await Promise.race([again.answer, setTimeout(300, 'let in')]), 'let in')
    again.request.destroy()
  }))

test('many who send much leave room for the one who comes with nothing under way', () =>
  behind({ bytes: 4 * limits.partBytes, senderBytes: 3 * limits.partBytes }, async (url) => {
    const held = await Promise.all(Array.from({ length: 3 }, () => announce(url, 'H26', limits.partBytes)))
    await setTimeout(300)
    const more = await announce(url, 'H56', limits.partBytes)
    assert.equal(await Promise.race([more.answer, setTimeout(300, 'let in')]), 'let in')
    const full = await announce(url, 'G01', limits.partBytes)
    assert.equal(await full.answer, 429)
    for (const one of [...held, more]) one.request.destroy()
    await setTimeout(100)
    const later = await announce(url, 'G01', 10)
    later.request.end(Buffer.alloc(10))
    assert.equal(await later.answer, 404, 'what was cut off is free again')
  }))

test('a slow line passes: the pace is of 256 kbit/s shared by many, not of an idle one', () =>
  behind({ paceMs: 300, paceBytes: 1310 }, async (url) => {
    // A hundredth of 256 kbit/s and of the time between two looks.
    const slow = await announce(url, 'H26', 40_000)
    for (let sent = 0; sent < 40_000; sent += 1000) {
      slow.request.write(Buffer.alloc(1000))
      await setTimeout(30)
    }
    slow.request.end()
    assert.equal(await slow.answer, 404)
    const dripping = await announce(url, 'H26', 40_000)
    for (let sent = 0; sent < 40; sent++) {
      if (dripping.request.destroyed) break
      dripping.request.write(Buffer.alloc(1))
      await setTimeout(30)
    }
    assert.equal(await dripping.answer, 408)
  }))
