/** Signing in, the session that ends in the middle of work, the second factor once more: in a real browser, by label. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsOf, type House, openHouse } from './visit.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Through both steps of the form, as people do it. */
async function signIn(page: Page, login: string, within: Page | ReturnType<Page['getByRole']> = page): Promise<void> {
  await within.getByLabel('Tên đăng nhập').fill(login)
  await within.getByLabel('Mật khẩu', { exact: true }).fill(house.centre.accounts.password)
  await within.getByRole('button', { name: 'Tiếp tục' }).click()
  await within.getByLabel(/^Mã 6 số/).fill(await house.centre.accounts.code(login))
  await within.getByRole('button', { name: 'Đăng nhập' }).click()
}

test('a page that needs an account asks for it in place; wrong words are told; the page then opens where it was', async () => {
  const context = await house.visitor(null)
  const page = await house.open(context, '/?sort=received')
  await heading(page, 'Đăng nhập')
  assert.equal(await page.getByRole('link', { name: 'Các cơ quan' }).count(), 0)
  await page.getByLabel('Tên đăng nhập').fill('officer')
  await page.getByLabel('Mật khẩu', { exact: true }).fill('không phải mật khẩu')
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('alert').getByText('Kiểm tra rồi nhập lại.').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByLabel('Mật khẩu', { exact: true }).fill(house.centre.accounts.password)
  await page.getByLabel('Mật khẩu', { exact: true }).press('Enter')
  await page.getByLabel(/^Mã 6 số/).fill('000000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Kiểm tra rồi nhập lại.').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByLabel(/^Mã 6 số/).fill(await house.centre.accounts.code('officer'))
  await page.keyboard.press('Enter')
  await heading(page, 'Bảng theo dõi các cơ quan')
  assert.match(page.url(), /\/\?sort=received$/)
  await page.getByRole('button', { name: /Cán bộ nhập liệu/ }).click()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await heading(page, 'Đăng nhập')
  await page.goBack()
  await heading(page, 'Đăng nhập')
  assert.equal((await context.request.get(`${house.centre.url}/v1/board`)).status(), 401)
  await context.close()
})

test('a session that ends in the middle of work: a dialog over the page, nothing typed is lost, the same act goes through', async () => {
  const context = await house.visitor(null)
  await house.centre.accounts.signInAnew(context, 'viewer')
  const page = await house.open(context, '/me')
  await page.getByRole('button', { name: 'Ủy quyền…' }).click()
  await page.getByLabel('Tên đăng nhập của người nhận').fill('officer')
  const { sessionId } = (await (await context.request.get(`${house.centre.url}/v1/me`)).json()) as { sessionId: string }
  const headers = { 'x-cbccvc': '1', origin: house.centre.url }
  await context.request.post(`${house.centre.url}/v1/me/sessions/${sessionId}/end`, { headers, data: {} })
  await page.getByRole('button', { name: 'Ủy quyền', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Phiên đã kết thúc – đăng nhập lại' })
  await dialog.waitFor()
  assert.deepEqual(await faultsOf(page), [])
  assert.equal(await dialog.getByLabel('Tên đăng nhập').inputValue(), 'viewer')
  await signIn(page, 'viewer', dialog)
  await page.getByRole('region', { name: 'Đã ủy quyền cho' }).getByText('Cán bộ nhập liệu').waitFor()
  await page.getByRole('button', { name: 'Kết thúc: Cán bộ nhập liệu' }).click()
  await page.getByRole('region', { name: 'Đã ủy quyền cho' }).waitFor({ state: 'detached' })
  await context.close()
})

test('what is grave asks for the second factor once more, over the page, and then goes through by itself', async () => {
  const context = await house.visitor(null)
  await house.centre.accounts.signInAnew(context, 'leader')
  await house.age(context)
  const page = await house.open(context, '/me')
  await page.getByRole('button', { name: 'Ủy quyền…' }).click()
  await page.getByLabel('Tên đăng nhập của người nhận').fill('viewer')
  await page.getByRole('button', { name: 'Ủy quyền', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Xác nhận lại là bạn' })
  await dialog.getByLabel(/^Mã 6 số/).fill('000000')
  await dialog.getByRole('button', { name: 'Xác nhận' }).click()
  await dialog.getByRole('alert').getByText('Kiểm tra rồi nhập lại.').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await dialog.getByLabel(/^Mã 6 số/).fill(await house.centre.accounts.code('leader'))
  await dialog.getByRole('button', { name: 'Xác nhận' }).click()
  await page.getByRole('region', { name: 'Đã ủy quyền cho' }).getByText('Người xem').waitFor()
  await context.close()
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
