/** By VNeID to the own record and to who looked at it, in a real browser; and sent away with words that say what to do. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsOf, type House, openHouse, picture } from './visit.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const byEid = { name: 'Đăng nhập bằng VNeID' }
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const atTheEid = (page: Page) => heading(page, 'Định danh điện tử thử nghiệm')
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
  await search.getByText('Họ và tên khai sinh', { exact: true }).waitFor()
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
  await page
    .getByRole('term')
    .filter({ hasText: /^Họ và tên khai sinh/ })
    .waitFor()
  await page.getByText(name).first().waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'my-record')
  await page.goto(`${house.centre.url}/me/looks`)
  await page.getByText('Cán bộ nhập liệu').first().waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'my-looks')
  await page.goto(house.centre.url)
  await heading(page, 'Hồ sơ của tôi')
  assert.equal(page.url(), `${house.centre.url}/me/record`, 'the first page of who has a record and no role')
  await page
    .getByRole('term')
    .filter({ hasText: /^Họ và tên khai sinh/ })
    .waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('button', { name: 'Mở các trường mật…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mở', exact: true }).click()
  await page
    .getByRole('term')
    .filter({ hasText: /^Tình trạng sức khỏe/ })
    .waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await context.close()
})

test('a session that ends in the middle: VNeID in a tab of its own, and what was typed goes on', async () => {
  const { nation } = house.centre
  const body = nation.bodies()[0]!.code
  const unit = nation.units().find((one) => one.body === body && one.size > 0)!
  const name = String(nation.official([...nation.unitMembers(unit.code)][0]!).hoTenKhaiSinh)
  const context = await house.visitor(null)
  const page = await house.open(context, '/sign-in')
  await page.getByRole('link', byEid).click()
  await atTheEid(page)
  await page.getByRole('button', { name: name.toUpperCase() }).first().click()
  await heading(page, 'Hồ sơ của tôi')
  await page.goto(`${house.centre.url}/me`)
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  await page.getByRole('button', { name: 'Thêm khóa truy cập…' }).click()
  await page.getByLabel('Tên gợi nhớ').fill('Máy ở nhà')
  const { sessionId } = (await (await context.request.get(`${house.centre.url}/v1/me`)).json()) as { sessionId: string }
  const headers = { 'x-cbccvc': '1', origin: house.centre.url }
  await context.request.post(`${house.centre.url}/v1/me/sessions/${sessionId}/end`, { headers, data: {} })
  await page.getByRole('button', { name: 'Thêm', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Phiên đã kết thúc – đăng nhập lại' })
  await dialog.getByText('VNeID mở trong thẻ mới', { exact: false }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'signed-out-in-the-middle')
  const opened = context.waitForEvent('page')
  await dialog.getByRole('link', byEid).click()
  const tab = await opened
  await atTheEid(tab)
  await tab.getByRole('button', { name: name.toUpperCase() }).first().click()
  await heading(tab, /^Xong\. Quay lại thẻ trước/)
  assert.deepEqual(await faultsOf(tab), [])
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'Bảo vệ tài khoản' }).getByText('Máy ở nhà').waitFor()
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
