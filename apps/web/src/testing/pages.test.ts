/** The pages in a real browser before the real centre: what people see, by role and label, with real parcels. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import type { WireRecord } from '@cbccvc/standard'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Language } from '../frame/language.ts'
import { axeFinds } from './axe.ts'
import { openBrowser, widths } from './browser.ts'
import { openCentre, type TestCentre } from './centre.ts'

const { buildPages } = (await import(new URL('../../../../scripts/pages.mjs', import.meta.url).href)) as {
  buildPages(): void
}

let centre: TestCentre
let browser: Browser
/** The unit that sends, its people, and what came of its first parcel. */
let sent: { body: string; unit: string; records: WireRecord[]; parcelId: string; receipt: string }
const faults: string[] = []

before(async () => {
  process.env.NODE_DISABLE_COMPILE_CACHE = '1' // npm would leave one in the folder for temporary files
  buildPages()
  ;[centre, browser] = await Promise.all([openCentre(), openBrowser()])
  const unit = centre.nation.units().find(({ size }) => size >= 5 && size <= 20)!
  const people = [...centre.nation.unitMembers(unit.code)].map((index) => centre.nation.official(index))
  const [first, second, ...rest] = people
  const records = [
    { ...first, soDinhDanh: '12345' },
    { ...second, hoTenKhaiSinh: `  ${second!.hoTenKhaiSinh}  ` },
    ...rest,
  ]
  sent = { body: unit.body, unit: unit.code, records, ...(await centre.push(unit.body, unit.code, records)) }
})
after(async () => {
  await browser?.close()
  await centre?.stop()
})

async function visitor({ language = 'vi' }: { language?: Language } = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: widths.desk, height: 900 }, reducedMotion: 'reduce' })
  await context.addInitScript((chosen) => {
    if (!localStorage.getItem('cbccvc.language')) localStorage.setItem('cbccvc.language', chosen)
  }, language)
  await centre.accounts.signIn(context, 'nationaloperator')
  return context
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (/Content Security Policy|Warning:/.test(message.text())) faults.push(message.text())
  })
  await page.goto(centre.url + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

/** The figure of a station on top of the board, once it is what we wait for. */
const station = (page: Page, name: string, figure: string) =>
  page
    .locator('.stations li', { has: page.getByText(name, { exact: true }) })
    .getByText(figure, { exact: true })
    .waitFor()

const number = (n: number) => n.toLocaleString('vi-VN')

test('the board counts what was really sent, and moves by itself', async () => {
  const context = await visitor()
  const page = await open(context, '/')
  assert.equal(await page.title(), 'Bảng theo dõi các cơ quan · CSDL quốc gia CBCCVC')
  const table = page.getByRole('table', { name: 'Bảng theo dõi các cơ quan' })
  await table.waitFor()
  assert.equal(await table.getByRole('rowheader').count(), 96)
  assert.equal(
    await table.getByText('tạm', { exact: true }).count(),
    centre.nation.bodies().filter((b) => b.placeholder).length,
  )
  const before = sent.records.length
  await station(page, 'Đã gửi', number(before))
  await station(page, 'Đã ghi', number(before - 1))
  const other = centre.nation.units().find(({ body, size }) => body !== sent.body && size >= 3 && size <= 10)!
  const people = [...centre.nation.unitMembers(other.code)].map((index) => centre.nation.official(index))
  await centre.push(other.body, other.code, people)
  await station(page, 'Đã gửi', number(before + people.length))
  await station(page, 'Đã ghi', number(before + people.length - 1))
  await context.close()
})

test('bodies are found without diacritics, grouped, sorted; the address keeps the choice', async () => {
  const context = await visitor()
  const page = await open(context, '/')
  const rows = page.getByRole('rowheader')
  const shown = (n: number) => page.getByText(`${n} trong 96 cơ quan`).waitFor()
  await page.getByLabel('Tìm cơ quan').fill('noi ha')
  await page.getByRole('rowheader', { name: 'Hà Nội' }).waitFor()
  assert.ok((await rows.count()) < 5)
  await page.getByLabel('Tìm cơ quan').fill('')
  await page.getByRole('radio', { name: 'Trung ương' }).check()
  await shown(33)
  await page.getByRole('columnheader', { name: 'Cơ quan' }).getByRole('button').click()
  const names = async () => rows.getByRole('link').allTextContents()
  assert.deepEqual(await names(), (await names()).toSorted(new Intl.Collator('vi').compare))
  await page.reload()
  await shown(33)
  assert.equal(await page.getByRole('columnheader', { name: 'Cơ quan' }).getAttribute('aria-sort'), 'ascending')
  await page.getByLabel('Tìm cơ quan').fill('zzz')
  await page.getByRole('button', { name: 'Bỏ bộ lọc' }).click()
  await shown(96)
  await context.close()
})

test('from the board to a body, a parcel, its way and its findings, and back', async () => {
  const context = await visitor()
  const page = await open(context, '/?sort=received')
  await page.getByRole('rowheader').getByRole('link').nth(0).waitFor()
  await page.locator(`a[href="/bodies/${sent.body}"]`).click()
  await page.getByRole('table', { name: 'Các gói đã gửi' }).waitFor()
  await page.locator(`a[href$="${sent.parcelId}"]`).click()
  const way = page.getByRole('region', { name: 'Đường đi của gói' })
  await way.getByText('Đã xử lý xong', { exact: true }).waitFor()
  const shown = await way.locator('time').first().textContent()
  const iso = (await way.locator('time').first().getAttribute('datetime'))!
  const inVietnam = new Date(Date.parse(iso) + 7 * 3_600_000).toISOString()
  assert.equal(shown, `${inVietnam.slice(11, 19)} · ${inVietnam.slice(0, 10).split('-').reverse().join('/')}`)
  const blocking = page.getByRole('table', { name: /^Trả lại/ })
  await blocking.getByRole('row').nth(1).waitFor()
  assert.match((await blocking.getByRole('row').nth(1).textContent()) ?? '', /[Ss]ố định danh/)
  await page.getByText('Sửa 1 hồ sơ bị trả lại').waitFor()
  await page.goBack()
  await page.getByRole('table', { name: 'Các gói đã gửi' }).waitFor()
  await context.close()
})

test('no value of any record is on any page', async () => {
  const context = await visitor()
  const parcel = `/bodies/${sent.body}/parcels/${sent.parcelId}`
  for (const path of ['/', `/bodies/${sent.body}`, parcel]) {
    const page = await open(context, path)
    await page.getByRole('table').first().waitFor()
    const text = await page.locator('body').ariaSnapshot()
    for (const { soDinhDanh, hoTenKhaiSinh } of sent.records)
      for (const value of [soDinhDanh, String(hoTenKhaiSinh).trim()]) assert.ok(!text.includes(String(value)), path)
    await page.close()
  }
  await context.close()
})

test('the language is switched in place and kept', async () => {
  const context = await visitor()
  const page = await open(context, '/')
  assert.equal(await page.locator('html').getAttribute('lang'), 'vi')
  await page.getByRole('button', { name: /English/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Board of bodies' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Board of bodies' }).waitFor()
  assert.match(await page.title(), /^Board of bodies/)
  await context.close()
})

test('everything by keyboard: skip link, language, filter, a body, a parcel', async () => {
  const context = await visitor()
  const page = await open(context, '/')
  await page.getByRole('rowheader').first().waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  await page.keyboard.press('Tab')
  assert.equal(await focused(), 'Tới nội dung chính')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
  await page.keyboard.press('Tab')
  await page.keyboard.insertText(sent.body)
  await page.getByText('1 trong 96 cơ quan').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  assert.ok(await page.getByRole('radio', { name: 'Địa phương' }).isChecked())
  await page.getByRole('radio', { name: 'Tất cả' }).press('ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await page.locator(`a[href="/bodies/${sent.body}"]`).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('table', { name: 'Các gói đã gửi' }).waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
  await page.locator(`a[href$="${sent.parcelId}"]`).press('Enter')
  await page.getByRole('heading', { level: 2, name: 'Việc tiếp theo' }).waitFor()
  await context.close()
})

test('a cut line is said with its time, the figures stay, and it heals by itself', async () => {
  const context = await visitor()
  const page = await open(context, '/')
  await page.getByRole('rowheader').first().waitFor()
  await context.setOffline(true)
  await page.getByText(/Mất kết nối với trung tâm từ \d\d:\d\d:\d\d/).waitFor()
  await page.getByText(/Số liệu bên dưới là của lúc \d\d:\d\d:\d\d/).waitFor()
  assert.equal(await page.getByRole('rowheader').count(), 96)
  assert.deepEqual(await axeFinds(page), [])
  await page.getByRole('button', { name: 'Thử ngay' }).press('Enter')
  await context.setOffline(false)
  await page.getByText(/Mất kết nối/).waitFor({ state: 'detached' })
  await context.close()
})

test('a page whose code does not come says so and leads on', async () => {
  const context = await visitor()
  const page = await open(context, '/')
  await page.route(/VerifyPage.*\.js$/, (route) => route.abort())
  await page.getByRole('link', { name: 'Kiểm chứng biên nhận' }).click()
  await page.getByRole('alert').getByRole('heading', { name: 'Chưa tải được trang' }).waitFor()
  assert.deepEqual(await axeFinds(page), [])
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Tải lại trang' }).click()
  await page.getByRole('heading', { level: 1, name: 'Kiểm chứng biên nhận' }).waitFor()
  await context.close()
})

test('a hidden page asks nothing', async () => {
  const context = await visitor()
  const page = await open(context, '/')
  let asked = 0
  page.on('request', () => {
    asked += 1
  })
  const show = (state: 'hidden' | 'visible') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  await show('hidden')
  await page.waitForTimeout(2500)
  asked = 0
  await page.waitForTimeout(2500)
  assert.equal(asked, 0)
  const again = page.waitForRequest(/\/v1\/board$/)
  await show('visible')
  await again
  await context.close()
})

test('axe finds nothing and nothing spills over, on every page, in both languages, at every width', async () => {
  const paths = ['/', `/bodies/${sent.body}`, `/bodies/${sent.body}/parcels/${sent.parcelId}`, '/verify', '/bodies/X99']
  for (const language of ['vi', 'en'] as const) {
    const context = await visitor({ language })
    for (const path of paths) {
      const page = await open(context, path)
      await page.waitForFunction(() => !document.querySelector('.loading'))
      for (const width of Object.values(widths)) {
        await page.setViewportSize({ width, height: 900 })
        assert.deepEqual(await axeFinds(page), [], `${path} ${language} ${width}`)
        const spill = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        assert.ok(spill <= 0, `${path} ${language} ${width}: ${spill} px too wide`)
      }
      await page.close()
    }
    await context.close()
  }
})

test('a receipt of the real centre is verified here, an altered one is not, and the tool can be taken away', async () => {
  const context = await visitor()
  const page = await open(context, '/verify')
  const own = centre.courier(sent.body)
  const receipt = await own.receipt(sent.parcelId, 2)
  const line = new TextDecoder().decode(own.record(sent.parcelId, 2))
  const paper = page.getByLabel('Biên nhận, giấy hẹn')
  const verdict = (name: string) => page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
  await page.getByText('Lấy từ máy chủ này.').waitFor()
  await paper.fill(sent.receipt)
  await verdict('Biên nhận đúng')
  await paper.fill(receipt)
  await page.getByLabel('Hồ sơ đã gửi').fill(line)
  await verdict('Biên nhận đúng')
  assert.deepEqual(await axeFinds(page), [])
  await paper.fill(receipt.replace(/^outcome \w+$/m, 'outcome held'))
  await verdict('Không đúng – đừng dựa vào giấy này')

  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-taken-'))
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải bộ kiểm chứng một tệp' }).click()
  const file = join(folder, 'kiem-chung.html')
  await (await download).saveAs(file)
  await context.setOffline(true)
  const alone = await context.newPage()
  await alone.goto(pathToFileURL(file).href)
  await alone.getByLabel('Biên nhận, giấy hẹn').fill(sent.receipt)
  await alone.getByRole('heading', { level: 2, name: 'Biên nhận đúng', exact: true }).waitFor()
  await context.close()
  rmSync(folder, { recursive: true })
})

test('the first load is small, and what is hashed is kept for ever', async () => {
  const context = await visitor()
  const page = await context.newPage()
  const loaded: { url: string; bytes: number }[] = []
  page.on('response', async (response) => {
    if (!/\.(js|css)$/.test(new URL(response.url()).pathname)) return
    assert.match(response.headers()['cache-control'] ?? '', /immutable/)
    loaded.push({ url: response.url(), bytes: brotliCompressSync(await response.body()).length })
  })
  await page.goto(centre.url)
  await page.getByRole('rowheader').first().waitFor()
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0)
  assert.ok(total > 0 && total <= 120 * 1024, `${total} bytes of Brotli`)
  await context.close()
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(faults, [])
})
