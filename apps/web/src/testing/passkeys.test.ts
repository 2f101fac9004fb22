/** Passkeys by the page's own buttons, on a device that Chromium plays: added and named, signed in by, stepped up by, removed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { faultsOf, type House, openHouse } from './visit.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Gives the page a device that makes passkeys and says yes; `present`: whether somebody is there to touch it. */
async function deviceOf(context: BrowserContext, page: Page) {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return {
    refuse: (refuses: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !refuses }),
  }
}

/** The first step, as people do it. */
async function password(page: Page, login: string, within: Page | ReturnType<Page['getByRole']> = page) {
  await within.getByLabel('Mật khẩu', { exact: true }).fill(house.centre.accounts.password)
  await within.getByRole('button', { name: 'Tiếp tục' }).click()
  await within.getByText(`Đang đăng nhập: ${login}`).waitFor()
}

test('a passkey is added by a name, opens the account, confirms what is grave, and is removed', async () => {
  const login = 'viewer'
  const context = await house.visitor(null)
  await house.centre.accounts.signInAnew(context, login)
  const page = await house.open(context, '/me')
  const device = await deviceOf(context, page)
  await page.getByRole('button', { name: 'Thêm khóa truy cập…' }).click()
  const adding = page.getByRole('dialog', { name: 'Khóa truy cập (passkey)' })
  await adding.getByLabel('Tên gợi nhớ').fill('Máy ở cơ quan')
  assert.deepEqual(await faultsOf(page), [])
  await device.refuse(true)
  await page.keyboard.press('Enter')
  await adding.getByRole('alert').getByText('Chưa dùng được khóa truy cập').waitFor()
  assert.equal(await adding.getByLabel('Tên gợi nhớ').inputValue(), 'Máy ở cơ quan', 'what was typed stays')
  assert.deepEqual(await faultsOf(page), [])
  await device.refuse(false)
  await adding.getByRole('button', { name: 'Thêm', exact: true }).click()
  const security = page.getByRole('region', { name: 'Bảo vệ tài khoản' })
  await security.getByText('Máy ở cơ quan').waitFor()
  await security.getByText('Khóa truy cập (passkey) · chưa dùng').waitFor()
  assert.deepEqual(await faultsOf(page), [])

  await page
    .getByRole('banner')
    .getByRole('button', { name: /Người xem/ })
    .click()
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await heading(page, 'Đăng nhập')
  await page.getByLabel('Tên đăng nhập').fill(login)
  await password(page, login)
  await page.getByRole('button', { name: 'Dùng khóa truy cập (passkey)' }).click()
  await heading(page, 'Bảng theo dõi các cơ quan')
  await page.goto(`${house.centre.url}/me`)
  await security.getByText(/^Khóa truy cập \(passkey\) · dùng gần nhất/).waitFor()

  await house.age(context)
  await page.reload()
  await page.getByRole('button', { name: 'Xóa khóa: Máy ở cơ quan' }).click()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('dialog').getByRole('button', { name: 'Xóa', exact: true }).click()
  const confirming = page.getByRole('dialog', { name: 'Xác nhận lại là bạn' })
  await confirming.waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await confirming.getByRole('button', { name: 'Dùng khóa truy cập (passkey)' }).click()
  await security.getByText('Máy ở cơ quan', { exact: true }).waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('dialog').count(), 0)
  await context.close()
})

test('who has no passkey on this device is told what to do, and types the code instead', async () => {
  const login = 'leader'
  const context = await house.visitor(null)
  const page = await house.open(context, '/')
  const device = await deviceOf(context, page)
  await device.refuse(true)
  await page.getByLabel('Tên đăng nhập').fill(login)
  await password(page, login)
  await page.getByRole('button', { name: 'Dùng khóa truy cập (passkey)' }).click()
  await page.getByRole('alert').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByLabel(/^Mã 6 số/).fill(await house.centre.accounts.code(login))
  await page.keyboard.press('Enter')
  await heading(page, 'Bảng theo dõi các cơ quan')
  await context.close()
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
