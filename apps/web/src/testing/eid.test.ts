/** By VNeID to the own record and to who looked at it, in a real browser; and sent away with words that say what to do. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsOf, type House, openHouse } from './visit.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const byEid = { name: 'Đăng nhập bằng VNeID' }
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const atTheEid = (page: Page) => heading(page, 'Định danh điện tử thử nghiệm')
/** Pictures to look at, where somebody asked for them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.CBCCVC_PICTURES
  if (!folder) return
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
}

test('a person signs in by VNeID, reads the own record, and sees which officer looked at it', async () => {
  const { nation } = house.centre
  const body = nation.bodies()[0]!.code
  const unit = nation.units().find((one) => one.body === body && one.size > 0)!
  const people = [...nation.unitMembers(unit.code)].map((index) => nation.official(index))
  await house.centre.push(body, unit.code, people)
  const name = String(people[0]!.hoTenKhaiSinh)

  const officer = await house.visitor('officer')
  const search = await house.open(officer, '/people')
  await search.getByRole('combobox', { name: 'Đơn vị' }).fill(body.toLowerCase())
  await search.getByRole('listbox').getByRole('option').first().waitFor()
  await search.keyboard.press('Enter')
  await search.getByLabel('Họ tên hoặc số định danh').fill(String(people[0]!.soDinhDanh))
  await search.keyboard.press('Enter')
  await search.getByRole('link', { name }).click()
  await heading(search, name)
  await search.getByText('Họ và tên khai sinh').waitFor()
  await officer.close()

  const context = await house.visitor(null)
  const page = await house.open(context, '/me/record')
  await page.getByRole('link', byEid).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'sign-in')
  await page.getByRole('link', byEid).click()
  await atTheEid(page)
  await page.getByRole('button', { name: name.toUpperCase() }).first().click()
  await heading(page, 'Hồ sơ của tôi')
  assert.equal(page.url(), `${house.centre.url}/me/record`, 'the page that was asked for')
  await page.getByText('Họ và tên khai sinh').waitFor()
  await page.getByText(name).first().waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'my-record')
  await page.goto(`${house.centre.url}/me/looks`)
  await page.getByText('Cán bộ nhập liệu').first().waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'my-looks')
  await page.goto(house.centre.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'first-page')
  await context.close()
})

test('who is not in the book, or changes their mind at the e-ID, is told what to do and can begin again', async () => {
  const context = await house.visitor(null)
  const page = await house.open(context, '/session/start')
  assert.match(page.url(), /\/sign-in\?uid=/)
  await page.getByRole('link', byEid).click()
  await atTheEid(page)
  await page
    .getByRole('button', { name: house.centre.nation.official(20).hoTenKhaiSinh!.toString().toUpperCase() })
    .first()
    .click()
  await heading(page, /^Cơ sở dữ liệu chưa có hồ sơ/)
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'not-in-the-book')
  await page.getByRole('link', { name: 'Đăng nhập / Sign in' }).click()
  await page.getByRole('link', byEid).click()
  await atTheEid(page)
  await page.getByRole('button', { name: /Hủy/ }).click()
  await page.getByRole('link', { name: 'Đăng nhập / Sign in' }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'cancelled')
  await page.getByRole('link', { name: 'Đăng nhập / Sign in' }).click()
  await page.getByLabel('Tên đăng nhập').waitFor()
  await context.close()
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
