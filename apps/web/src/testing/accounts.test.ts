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

/** One account of the list, opened. */
async function account(page: Page, login: string): Promise<void> {
  await page.goto(`${house.centre.url}/accounts`)
  await page.getByLabel('Tìm tài khoản').fill(login)
  await page.getByRole('link', { name: house.centre.made.accounts.find((one) => one.login === login)!.name }).click()
}

test('lost factors: a code to hand over, seen among what is open, taken back; of the powerful a second person decides', async () => {
  const administrator = await house.visitor('bodyadministrator')
  const page = await house.open(administrator, '/accounts')
  const dialog = page.getByRole('dialog')
  await account(page, 'leader')
  await page.getByRole('button', { name: 'Đặt lại…' }).click()
  await dialog.getByText('Bạn nhận một mã dùng trong 3 ngày', { exact: false }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await dialog.getByRole('button', { name: 'Tạo mã đặt lại' }).click()
  await dialog.getByRole('heading', { name: 'Trao lời mời này cho Lãnh đạo' }).waitFor()
  const link = new URL((await dialog.locator('.handed code').textContent())!)
  await dialog.getByRole('button', { name: 'Đóng' }).click()
  await page.goto(`${house.centre.url}/accounts`)
  await page.getByRole('link', { name: /^Lời mời chưa nhận/ }).click()
  await heading(page, 'Lời mời chưa nhận')
  await page.getByText('đặt lại mật khẩu và yếu tố thứ hai').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('button', { name: 'Rút lại mã của Lãnh đạo' }).click()
  assert.deepEqual(await faultsOf(page), [])
  await dialog.getByRole('button', { name: 'Rút lại' }).click()
  await page.getByText('Đã rút lại mã của Lãnh đạo.').waitFor()
  const nobody = await house.visitor(null)
  const taking = await house.open(nobody, link.pathname + link.hash)
  await taking.getByRole('alert').waitFor()
  await nobody.close()

  const operator = await house.visitor('nationaloperator')
  const theirs = await house.open(operator, '/accounts')
  await account(theirs, 'officer')
  await theirs.getByText('Vai trò “Cán bộ nhập liệu” do cấp khác giao', { exact: false }).first().waitFor()
  assert.deepEqual(await faultsOf(theirs), [])
  await account(theirs, 'bodyadministrator')
  await theirs.getByRole('button', { name: 'Đặt lại…' }).click()
  await theirs.getByRole('dialog').getByText('người thứ hai phải phê duyệt', { exact: false }).waitFor()
  await theirs.getByRole('dialog').getByRole('button', { name: 'Tạo mã đặt lại' }).click()
  await theirs.getByRole('heading', { name: 'Đã gửi, chờ người thứ hai' }).waitFor()
  const approver = await house.visitor('nationalapprover')
  const second = await house.open(approver, '/accounts/requests')
  await second
    .getByText('Xin đặt lại mật khẩu và yếu tố thứ hai cho Quản trị của cơ quan (bodyadministrator)')
    .waitFor()
  assert.deepEqual(await faultsOf(second), [])
  await second.getByRole('button', { name: /^Phê duyệt: .* Quản trị của cơ quan/ }).click()
  await second.getByRole('heading', { name: 'Trao lời mời này cho Quản trị của cơ quan' }).waitFor()
  await Promise.all([administrator.close(), operator.close(), approver.close()])
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
/** Where a role begins that has no board. */
const firstElsewhere: Readonly<Record<string, string>> = {
  datacentreadministrator: '/watch',
  recruiter: '/consents',
}

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
    await page.waitForURL(`${house.centre.url}${firstElsewhere[login] ?? '/'}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.deepEqual(await faultsOf(page), [], `${login}: the first page`)
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
  const { accounts } = (await (await context.request.get(`${house.centre.url}/v1/accounts`)).json()) as {
    accounts: { accountId: string }[]
  }
  const one = `/accounts/${accounts[0]!.accountId}`
  for (const path of ['/accounts', one, '/accounts/invite', '/accounts/invitations', '/me']) {
    const page = await house.open(context, path)
    await page.waitForFunction(() => !document.querySelector('.loading'))
    assert.deepEqual(await faultsOf(page), [], path)
    await page.close()
  }
  const nobody = await house.visitor(null, { language: 'en' })
  for (const path of ['/sign-in', '/sign-in/lost', '/sign-in/done', '/invitation']) {
    const page = await house.open(nobody, path)
    assert.deepEqual(await faultsOf(page), [], path)
    await page.close()
  }
  await Promise.all([context.close(), nobody.close()])
})

// Last: it ends the account of the viewer.
test('an account rests, goes on and ends; each dialog says what happens to whom; what is not allowed says why', async () => {
  const administrator = await house.visitor('bodyadministrator')
  const page = await house.open(administrator, '/accounts')
  const name = 'Người xem'
  const theirs = await house.visitor(null)
  await house.centre.accounts.signInAnew(theirs, 'viewer')
  await theirs.clearCookies()
  await house.centre.accounts.signInAnew(theirs, 'viewer')
  const me = () => theirs.request.get(`${house.centre.url}/v1/me`).then((answer) => answer.status())
  assert.equal(await me(), 200)
  const dialog = page.getByRole('dialog')

  await account(page, 'viewer')
  await heading(page, name)
  await page.getByRole('button', { name: 'Kết thúc mọi phiên…' }).click()
  await dialog.getByText(`phiên của ${name} kết thúc trong nửa phút`, { exact: false }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await dialog.getByRole('button', { name: 'Kết thúc mọi phiên' }).click()
  await page.getByText('Không có phiên nào đang mở.').waitFor()
  assert.equal(await me(), 401)

  await theirs.clearCookies()
  await house.centre.accounts.signInAnew(theirs, 'viewer')
  await page.getByRole('button', { name: 'Tạm ngừng…' }).click()
  await dialog.getByText(`${name} (viewer) bị đưa ra khỏi mọi phiên`, { exact: false }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  assert.equal(await me(), 200, 'nothing happened')
  await page.getByRole('button', { name: 'Tạm ngừng…' }).click()
  await dialog.getByRole('button', { name: 'Tạm ngừng' }).click()
  await page.getByText('Tài khoản đang tạm ngừng', { exact: false }).waitFor()
  assert.equal(await me(), 401)
  const reset = page.getByRole('button', { name: 'Đặt lại…' })
  assert.equal(await reset.getAttribute('aria-disabled'), 'true')
  await page.getByText('Đang tạm ngừng: mở lại trước đã.').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.goto(`${house.centre.url}/accounts`)
  await page.getByText('đang tạm ngừng').waitFor()
  await account(page, 'viewer')
  await page.getByRole('button', { name: 'Mở lại…' }).click()
  await dialog.getByRole('button', { name: 'Mở lại' }).click()
  await page.getByText(`Đã mở lại: ${name} đăng nhập được.`).waitFor()

  await account(page, 'bodyadministrator')
  await page.getByText('Đây là tài khoản của chính bạn', { exact: false }).first().waitFor()
  for (const button of ['Tạm ngừng…', 'Đặt lại…', 'Đóng…']) {
    assert.equal(await page.getByRole('button', { name: button }).getAttribute('aria-disabled'), 'true', button)
    await page.getByRole('button', { name: button }).click({ force: true })
    assert.equal(await dialog.count(), 0, button)
  }
  assert.deepEqual(await faultsOf(page), [])

  await account(page, 'viewer')
  await page.getByRole('button', { name: 'Đóng…' }).click()
  await dialog.getByText('Không hoàn lại được', { exact: false }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await dialog.getByRole('button', { name: 'Đóng vĩnh viễn' }).click()
  await heading(page, `Đã đóng tài khoản của ${name}`)
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('link', { name: 'Về danh sách tài khoản' }).click()
  await page.getByLabel('Tìm tài khoản').fill('viewer')
  await page.getByText('Không có tài khoản nào khớp.').waitFor()
  await Promise.all([administrator.close(), theirs.close()])
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
