/** The verifier as a person gets it: one file, opened from a disk in a browser without a network. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { singleFile } from '../../build.ts'
import { axeFinds } from '../testing/axe.ts'
import { openBrowser, widths } from '../testing/browser.ts'
import { papers } from '../testing/papers.ts'
import { withKeys } from './withKeys.ts'

const p = await papers()
let browser: Browser
let context: BrowserContext
let folder: string
const asked: string[] = []

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cbccvc-verifier-'))
  const html = await singleFile()
  const files = {
    'plain.html': html,
    'carried.html': withKeys(html, p.keys),
    'receipt.txt': p.receipt,
    'records.ndjson': p.file,
    'keys.txt': p.keys,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  browser = await openBrowser()
  context = await browser.newContext({ offline: true, viewport: { width: widths.desk, height: 900 } })
  context.on('request', (request) => asked.push(request.url()))
})
after(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(name: string): Promise<Page> {
  const page = await context.newPage()
  page.on('console', (message) => assert.notEqual(message.type(), 'error', message.text()))
  await page.goto(pathToFileURL(join(folder, name)).href)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
const paperOf = (page: Page) => page.getByLabel('Biên nhận, giấy hẹn')
const recordOf = (page: Page) => page.getByLabel('Hồ sơ đã gửi')
const verdict = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true }).waitFor()

test('a receipt, its record and the keys, each dropped as a file', async () => {
  const page = await open('plain.html')
  await page
    .locator('input[type=file]')
    .setInputFiles(['receipt.txt', 'records.ndjson', 'keys.txt'].map((name) => join(folder, name)))
  await verdict(page, 'Biên nhận đúng')
  assert.equal(await page.getByRole('img', { name: 'Đúng', exact: true }).count(), 8)
  await page.getByText('đã ghi', { exact: true }).waitFor()
  await page.close()
})

test('the keys may travel in the file; paper and record are pasted', async () => {
  const page = await open('carried.html')
  await paperOf(page).fill(p.receipt)
  await verdict(page, 'Biên nhận đúng – chưa so với hồ sơ')
  await recordOf(page).fill(p.record)
  await verdict(page, 'Biên nhận đúng')
  await page.getByText('Khóa đi kèm tệp kiểm chứng này.').waitFor()
  await paperOf(page).fill(p.promise)
  await verdict(page, 'Giấy hẹn đúng')
  await paperOf(page).fill(p.qr)
  await page.getByRole('heading', { name: /Đây là số và mã băm/ }).waitFor()
  await paperOf(page).fill(p.receipt)
  await page.getByText('Mã QR trên bản in là của đúng tệp biên nhận này.').waitFor()
  await page.close()
})

test('an altered receipt and another record are found, and it is said which step', async () => {
  const page = await open('carried.html')
  await paperOf(page).fill(p.receipt.replace('counts 30 30 30 30 0', 'counts 31 29 30 30 0'))
  await verdict(page, 'Không đúng – đừng dựa vào giấy này')
  await paperOf(page).fill(p.receipt)
  await recordOf(page).fill(p.record.replace('1970', '1971'))
  await verdict(page, 'Không đúng – đừng dựa vào giấy này')
  assert.equal(await page.getByRole('img', { name: 'Sai', exact: true }).count(), 1)
  await page.getByText('Hồ sơ này không phải hồ sơ mà biên nhận nói tới.').waitFor()
  await page.close()
})

test('by keyboard alone, in English, and axe finds nothing', async () => {
  for (const width of Object.values(widths)) {
    const page = await open('carried.html')
    await page.setViewportSize({ width, height: 900 })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    assert.deepEqual(await axeFinds(page), [])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.insertText(p.receipt)
    await page.keyboard.press('Tab')
    await page.keyboard.insertText(p.record)
    await verdict(page, 'The receipt holds')
    assert.deepEqual(await axeFinds(page), [])
    await page.getByRole('button', { name: /Tiếng Việt/ }).press('Enter')
    await page.close()
  }
})

test('nothing but the file itself was asked for', () => {
  assert.deepEqual(
    asked.filter((url) => !url.startsWith('file:')),
    [],
  )
})
