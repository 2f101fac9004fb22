import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parcelFactsOf, QR_MAX, qrOfPromise, sealManifest, signPromise } from '@cbccvc/evidence'
import { receiptPage } from './page.ts'

const manifest = sealManifest(
  {
    v: 1,
    service: 'cbccvc.parcel/1',
    parcelId: '01890a5d-ac96-774b-bcce-b302099a8057',
    sender: 'H26',
    receiver: 'cbccvc',
    edition: '2023',
    kind: 'full',
    unit: 'H26.1',
    asOf: '2023-06-20',
    senderSeq: 1,
    createdAt: '2023-06-20T03:00:00.000Z',
    count: 0,
    bytes: 0,
    recordsRoot: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    salt: '00'.repeat(32),
    parts: [],
    purpose: 'thử',
  },
  new Uint8Array(32).fill(3),
)

test('the page says in words who, what and when, in both languages, and stands alone', async () => {
  const promise = signPromise(
    { facts: parcelFactsOf(manifest), receivedAt: '2023-06-20T17:30:00.000Z' },
    { name: 'log.test', seed: new Uint8Array(32).fill(5) },
  )
  const html = await receiptPage(promise)
  assert.ok(Buffer.byteLength(qrOfPromise(promise)) <= QR_MAX)
  for (const words of [
    'lang="vi"',
    'size: A4',
    '<svg',
    'H26.1',
    '00:30:00 ngày 21/06/2023 (giờ Việt Nam)',
    'toàn bộ đơn vị / the whole unit',
    'Số liệu đến ngày',
    '20/06/2023',
  ]) {
    assert.ok(html.includes(words), words)
  }
  assert.doesNotMatch(html, /<(script|link|img)|src=|href=|url\(/)
  assert.ok(!html.includes('undefined'))
})
