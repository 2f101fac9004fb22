/** Accounts as people issue them: invited, approved by a second person, taken up, taken back; and who sees which pages. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { faultsOf, type House, openHouse } from './visit.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Fills the form of an invitation; the unit is picked by keys. */
async function invite(page: Page, name: string, login: string, role: string): Promise<void> {
  await page.goto(`${house.centre.url}/accounts/invite`)
  await page.getByLabel('Họ và tên').fill(name)
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Vai trò').selectOption({ label: role })
  await page.getByRole('combobox', { name: 'Đơn vị' }).fill('g01')
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Tạo lời mời' }).click()
}

test('an administrator invites, the holder takes the account up with password and app, and signs in with a recovery code', async () => {
  const administrator = await house.visitor('bodyadministrator')
  const page = await house.open(administrator, '/accounts')
  await page.getByRole('link', { name: 'Cán bộ nhập liệu' }).waitFor()
  await page.getByLabel('Tìm tài khoản').fill('lanh dao')
  await page.getByText('1 trong 5').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await invite(page, 'Nguyễn Thị Mai', 'ca.mai', 'Cán bộ nhập liệu')
  await page.getByRole('heading', { name: 'Trao lời mời này cho Nguyễn Thị Mai' }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  const link = (await page.locator('.handed code').textContent())!

  const holder = await house.visitor(null)
  const asked: string[] = []
  holder.on('request', (request) => asked.push(request.url()))
  const own = await house.open(holder, new URL(link).pathname + new URL(link).hash)
  await own.getByText('Nguyễn Thị Mai').waitFor()
  const code = new URL(link).hash.slice(1)
  assert.equal(own.url(), `${house.centre.url}/invitation`)
  assert.ok(!asked.some((url) => url.includes(code)), 'the code is in no address that is sent')
  assert.deepEqual(await faultsOf(own), [])
  await own.getByRole('button', { name: 'Tiếp tục' }).click()
  const password = own.getByLabel('Mật khẩu mới')
  await password.fill('ngắn quá')
  await own.getByText('8 trong 12 ký tự').waitFor()
  await password.fill('password1234')
  await own.getByText(/đã bị lộ mà ai cũng thử trước/).waitFor()
  assert.deepEqual(await faultsOf(own), [])
  await password.fill('chim hót trên cành mận')
  await own.getByText(/Dùng được/).waitFor()
  await own.keyboard.press('Enter')
  await own.getByRole('img', { name: /Mã QR/ }).waitFor()
  assert.deepEqual(await faultsOf(own), [])
  const secret = (await own.locator('.seed code').textContent())!.replace(/\s/g, '')
  await own.getByLabel(/^Mã 6 số/).fill(generateSync({ secret }))
  await own.getByRole('button', { name: 'Tạo tài khoản' }).click()
  await heading(own, 'Giữ mười mã khôi phục này')
  const codes = await own.locator('.codes code').allTextContents()
  assert.equal(codes.length, 10)
  assert.deepEqual(await faultsOf(own), [])
  assert.ok(await own.getByRole('button', { name: 'Đăng nhập' }).isDisabled())
  await own.getByLabel('Tôi đã cất mười mã này').check()
  await own.getByRole('button', { name: 'Đăng nhập' }).click()
  await own.getByLabel('Tên đăng nhập').fill('ca.mai')
  await own.getByLabel('Mật khẩu', { exact: true }).fill('chim hót trên cành mận')
  await own.keyboard.press('Enter')
  await own.getByRole('button', { name: /Dùng mã khôi phục/ }).click()
  await own.getByLabel('Mã khôi phục').fill(codes[0]!)
  await own.keyboard.press('Enter')
  await heading(own, 'Bảng theo dõi các cơ quan')
  await own.goto(`${house.centre.url}/me`)
  await own.getByText('còn 9 mã chưa dùng').waitFor()
  assert.deepEqual(await faultsOf(own), [])

  await page.goto(`${house.centre.url}/accounts`)
  await page.getByRole('link', { name: 'Nguyễn Thị Mai' }).click()
  await heading(page, 'Nguyễn Thị Mai')
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('button', { name: /^Kết thúc phiên từ/ }).click()
  await page.getByText('Không có phiên nào đang mở.').waitFor()
  await page.getByRole('button', { name: 'Thu vai trò: Cán bộ nhập liệu' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Thu vai trò' }).click()
  await heading(page, 'Không có tài khoản này trong phần của bạn')
  await Promise.all([administrator.close(), holder.close()])
})

test('what makes somebody powerful waits for a second person, who sees it, approves it and hands the code over', async () => {
  const administrator = await house.visitor('bodyadministrator')
  const page = await house.open(administrator, '/accounts')
  await invite(page, 'Lê Văn Ký', 'ca.ky', 'Người phê duyệt của cơ quan')
  await page.getByRole('heading', { name: 'Đã gửi, chờ người thứ hai' }).waitFor()
  await invite(page, 'Phạm Thị Từ', 'ca.tu', 'Người phê duyệt của cơ quan')
  await page.getByRole('heading', { name: 'Đã gửi, chờ người thứ hai' }).waitFor()
  const approver = await house.visitor('bodyapprover')
  const theirs = await house.open(approver, '/accounts')
  await theirs.getByRole('link', { name: 'Chờ phê duyệt (2)' }).click()
  await heading(theirs, 'Chờ phê duyệt')
  await theirs.getByRole('button', { name: /^Từ chối: .* Phạm Thị Từ/ }).click()
  await theirs.getByRole('heading', { name: 'Đã từ chối.' }).waitFor()
  assert.deepEqual(await faultsOf(theirs), [])
  await theirs.getByRole('button', { name: /^Phê duyệt: .* Lê Văn Ký/ }).click()
  await theirs.getByRole('heading', { name: 'Trao lời mời này cho Lê Văn Ký' }).waitFor()
  await theirs.getByText('Không có yêu cầu nào chờ bạn.').waitFor()
  await Promise.all([administrator.close(), approver.close()])
})

/** The navigation of each role, as `npm start` makes them. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  nationaloperator: ['Các cơ quan', 'Tài khoản'],
  nationalapprover: ['Các cơ quan', 'Tài khoản'],
  nationalauditor: ['Các cơ quan', 'Tài khoản'],
  datacentreadministrator: [],
  bodyadministrator: ['Các cơ quan', 'Tài khoản'],
  bodyapprover: ['Các cơ quan', 'Tài khoản'],
  officer: ['Các cơ quan'],
  viewer: ['Các cơ quan'],
  leader: ['Các cơ quan'],
  recruiter: [],
}
const known = ['Các cơ quan', 'Tài khoản']

test('each role is shown the pages of its own and no others; the address of another says why not', async () => {
  for (const [login, shown] of Object.entries(rooms)) {
    const context = await house.visitor(login)
    const page = await house.open(context, '/')
    await page.getByRole('navigation').getByRole('link').first().waitFor()
    const links = await page.getByRole('navigation').getByRole('link').allTextContents()
    assert.deepEqual(
      links.filter((link) => known.includes(link)),
      shown,
      login,
    )
    await heading(page, shown.includes('Các cơ quan') ? 'Bảng theo dõi các cơ quan' : 'Tài khoản của tôi')
    if (!shown.includes('Tài khoản')) {
      await page.goto(`${house.centre.url}/accounts`)
      await heading(page, 'Trang này không thuộc quyền của bạn hôm nay')
      assert.deepEqual(await faultsOf(page), [], login)
      assert.equal((await context.request.get(`${house.centre.url}/v1/accounts`)).status(), 403, login)
    }
    await context.close()
  }
})

test('in English, too: no fault on any page of accounts', async () => {
  const context = await house.visitor('bodyadministrator', { language: 'en' })
  for (const path of ['/accounts', '/accounts/invite', '/me']) {
    const page = await house.open(context, path)
    await page.waitForFunction(() => !document.querySelector('.loading'))
    assert.deepEqual(await faultsOf(page), [], path)
    await page.close()
  }
  const nobody = await house.visitor(null, { language: 'en' })
  for (const path of ['/sign-in', '/sign-in/lost', '/invitation']) {
    const page = await house.open(nobody, path)
    assert.deepEqual(await faultsOf(page), [], path)
    await page.close()
  }
  await Promise.all([context.close(), nobody.close()])
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
