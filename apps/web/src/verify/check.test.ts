import assert from 'node:assert/strict'
import { test } from 'node:test'
import { papers } from '../testing/papers.ts'
import { type Answer, check } from './check.ts'
import { type Inputs, keysIn, noInputs, place } from './inputs.ts'

const p = await papers()
const given = (inputs: Partial<Inputs>): Inputs => ({ ...noInputs, keys: p.keys, ...inputs })
const okOf = (answer: Answer) => 'ok' in answer && answer.ok
const stepOf = (answer: Answer, name: string) =>
  'steps' in answer ? answer.steps.find((step) => step.name === name)?.ok : undefined
const utf8 = (text: string) => new TextEncoder().encode(text)

test('a receipt, a part receipt and a promise hold', () => {
  for (const paper of [p.receipt, p.partReceipt, p.promise]) assert.equal(okOf(check(given({ paper }))), true)
})

test('what mail and editors do to a text does no harm', () => {
  for (const paper of [`\uFEFF${p.receipt}`, p.receipt.replaceAll('\n', '\r\n'), `\n\n${p.receipt.trimEnd()}`])
    assert.equal(okOf(check(given({ paper }))), true)
})

test('any one altered letter of a receipt (with its record) or a promise is found', () => {
  for (const paper of [p.receipt, p.partReceipt, p.promise])
    for (let i = 0; i < paper.length - 1; i += 31) {
      if (/\s/.test(paper[i]!)) continue
      const altered = `${paper.slice(0, i)}${paper[i] === 'a' ? 'b' : 'a'}${paper.slice(i + 1)}`
      assert.equal(okOf(check(given({ paper: altered, record: p.record }))), false, `position ${i}`)
    }
})

test('the record is compared byte by byte, typed or as a file of one or many lines', () => {
  const asFile = (text: string) => ({ recordFile: { name: 'r.ndjson', bytes: utf8(text) } })
  const step = (inputs: Partial<Inputs>) => stepOf(check(given({ paper: p.receipt, ...inputs })), 'record')
  assert.equal(step({}), null)
  assert.equal(step({ record: ` ${p.record}\n` }), true)
  assert.equal(step({ record: p.record.replace('1970', '1971') }), false)
  assert.equal(step(asFile(p.record)), true)
  assert.equal(step(asFile(p.file)), true)
  assert.equal(step(asFile(p.file.replaceAll('1970', '1971'))), false)
})

test('a printed page and a manifest are tied to the receipt', () => {
  const step = (name: string, inputs: Partial<Inputs>) => stepOf(check(given({ paper: p.receipt, ...inputs })), name)
  assert.equal(step('qr', { qr: p.qr }), true)
  assert.equal(step('qr', { qr: p.qr.replace(/.$/, (c) => (c === '0' ? '1' : '0')) }), false)
  assert.equal(step('manifest', { manifest: `${p.manifest}\n` }), true)
  assert.equal(step('manifest', { manifest: `${p.manifest}x` }), false)
  assert.equal(stepOf(check(given({ paper: p.promise, manifest: p.manifest })), 'manifest'), true)
})

test('without keys, with wrong keys, with the keys of another log', () => {
  assert.equal(check(given({ paper: p.receipt, keys: '' })).kind, 'keysMissing')
  assert.deepEqual(check(given({ paper: p.receipt, keys: `${p.logKey}\nabc` })), { kind: 'keysBad', line: 2 })
  const foreign = 'other.example/log+5a2b1a0c+AXF2SDKHfqrXbI3GnwOkCuGZsvJbg8wVYbQqM1sKxOmE'
  assert.notEqual(okOf(check(given({ paper: p.receipt, keys: foreign }))), true)
})

test('what is no paper of ours is said so, and a QR text asks for its file', () => {
  assert.equal(check(given({ paper: 'xin chào' })).kind, 'unreadable')
  assert.equal(check(given({ paper: ' ' })).kind, 'nothing')
  assert.equal(check(given({ paper: p.qr })).kind, 'qrOnly')
})

test('every file finds its own place', () => {
  const placed = (text: string) => place(noInputs, 'file', utf8(text))
  assert.equal(placed(p.receipt).paper, p.receipt)
  assert.equal(placed(p.qr).qr, p.qr)
  assert.equal(placed(p.manifest).manifest, p.manifest)
  assert.equal(placed(p.keys).keys, p.keys)
  const [log, ...witnesses] = p.keys.split('\n')
  assert.equal(keysIn(JSON.stringify({ origin: 'x', log, witnesses })), p.keys)
  assert.equal(placed(p.record).recordFile?.name, 'file')
})
