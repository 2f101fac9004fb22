/** Systems and relying parties: asked for by one, decided by another, changed, let rest and ended; by the pages of both. */
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsOf, type House, openHouse, picture } from './visit.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const newKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { open: publicKey.export({ format: 'jwk' }), secret: privateKey.export({ format: 'jwk' }) }
}
/** RFC 7638, of an Ed25519 key. */
const printOf = ({ x }: { x?: string }) =>
  createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')

/** The approver opens what waits, sees what it is about, and says yes. */
async function approve(page: Page, asked: RegExp, print: string | null): Promise<void> {
  await page.goto(`${house.centre.url}/accounts/requests`)
  await page.getByText(asked).waitFor()
  if (print) await page.getByText(print).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('button', { name: /^Phê duyệt: / }).click()
  await page.getByText('Không có yêu cầu nào chờ bạn.').waitFor()
}

test('a system is registered by two people who compare its key, gets another key and number, rests, goes on and ends', async () => {
  const [asking, deciding] = [await house.visitor('nationaloperator'), await house.visitor('nationalapprover')]
  const page = await house.open(asking, '/')
  const second = await house.open(deciding, '/')
  await page.getByRole('navigation').getByRole('link', { name: 'Hệ thống' }).click()
  await heading(page, 'Hệ thống kết nối')
  await page.getByText('Chưa đăng ký hệ thống nào.').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('link', { name: 'Đăng ký hệ thống khai thác' }).click()
  await heading(page, 'Đăng ký hệ thống khai thác')
  const [key, other] = [newKey(), newKey()]
  await page.getByLabel('Tên gọi').fill('Thuế điện tử')
  await page.getByLabel('Mã hệ thống').fill('thue-dien-tu')
  const send = page.getByRole('button', { name: 'Gửi đề nghị' })
  const pasted = page.getByLabel('Khóa công khai (JWK)')
  await pasted.fill('chưa phải khóa')
  await page.getByText('Chưa phải khóa công khai', { exact: false }).waitFor()
  assert.ok(await send.isDisabled())
  await pasted.fill(JSON.stringify(key.secret))
  await page.getByText('Đây là khóa riêng', { exact: false }).waitFor()
  assert.equal(await pasted.inputValue(), '', 'a private key does not stay on the screen')
  assert.deepEqual(await faultsOf(page), [])
  await pasted.fill(JSON.stringify(key.open))
  await page.getByText(printOf(key.open)).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'systems-register')
  await send.click()
  await page.getByRole('heading', { name: 'Đã gửi, chờ người thứ hai' }).waitFor()
  await approve(second, /Xin đăng ký hệ thống Thuế điện tử \(thue-dien-tu\)/, printOf(key.open))

  const dialog = page.getByRole('dialog')
  const state = (word: string) => page.getByRole('main').getByText(word, { exact: true }).first().waitFor()
  const openIt = async () => {
    await page.goto(`${house.centre.url}/systems`)
    await page.getByRole('link', { name: 'Thuế điện tử' }).click()
    await heading(page, 'Thuế điện tử')
  }
  await openIt()
  await state('đang hoạt động')
  await page.getByText('Chia sẻ cho hệ thống đã đăng ký').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await picture(page, 'system')
  await page.getByRole('button', { name: 'Đổi khóa…' }).click()
  await dialog.getByLabel('Khóa công khai (JWK)').fill(JSON.stringify(other.open))
  await dialog.getByText(printOf(other.open)).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click()
  await dialog.getByRole('heading', { name: 'Đã gửi, chờ người thứ hai' }).waitFor()
  await approve(second, /Xin đổi khóa của Thuế điện tử/, printOf(other.open))
  await openIt()
  await page.getByText(printOf(other.open)).waitFor()
  await page.getByRole('button', { name: 'Đổi số người mỗi ngày…' }).click()
  await dialog.getByLabel('Số người được xem mỗi ngày').fill('250')
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click()
  await dialog.getByRole('heading', { name: 'Đã gửi, chờ người thứ hai' }).waitFor()
  await approve(second, /250 người mỗi ngày/, null)
  await openIt()
  await page.getByText('250', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Tạm dừng…' }).click()
  await dialog.getByText('Thuế điện tử không đọc được gì nữa trong vòng một phút', { exact: false }).waitFor()
  await dialog.getByRole('button', { name: 'Tạm dừng' }).click()
  await state('đang tạm dừng')
  await page.getByRole('button', { name: 'Cho chạy tiếp…' }).click()
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click()
  await dialog.getByRole('heading', { name: 'Đã gửi, chờ người thứ hai' }).waitFor()
  await approve(second, /Xin cho Thuế điện tử \(thue-dien-tu\) chạy tiếp/, null)
  await openIt()
  await state('đang hoạt động')
  await page.getByRole('button', { name: 'Kết thúc…' }).click()
  assert.deepEqual(await faultsOf(page), [])
  await dialog.getByRole('button', { name: 'Kết thúc' }).click()
  await state('đã kết thúc')
  await page.getByText('Đã kết thúc: đăng ký lại nếu cần.').first().waitFor()
  assert.equal(await page.getByRole('button', { name: 'Đổi khóa…' }).getAttribute('aria-disabled'), 'true')
  assert.deepEqual(await faultsOf(page), [])
  await Promise.all([asking.close(), deciding.close()])
})

test('a relying party is registered by two people with its addresses, rests and ends; who only reads is told so', async () => {
  const [asking, deciding] = [await house.visitor('nationaloperator'), await house.visitor('nationalapprover')]
  const page = await house.open(asking, '/parties/register')
  const second = await house.open(deciding, '/')
  const keys = { keys: [newKey().open, newKey().open] }
  await page.getByLabel('Tên gọi').fill('Cổng đào tạo')
  await page.getByLabel('Mã hệ thống').fill('cong-dao-tao')
  await page.getByLabel('Các khóa công khai').fill(JSON.stringify(keys))
  await page.getByText(printOf(keys.keys[1]!)).waitFor()
  await page.getByLabel('Địa chỉ quay về sau đăng nhập').fill('https://dao-tao.example.vn/cb')
  await page.getByLabel('vai trò và đơn vị').check()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('button', { name: 'Gửi đề nghị' }).click()
  await page.getByRole('heading', { name: 'Đã gửi, chờ người thứ hai' }).waitFor()
  await approve(second, /quay về https:\/\/dao-tao\.example\.vn\/cb/, printOf(keys.keys[0]!))

  await second.goto(`${house.centre.url}/systems`)
  await second.getByRole('link', { name: 'Cổng đào tạo' }).click()
  await second.getByText('Vai trò của bạn chỉ xem. Người vận hành quốc gia làm việc này.').first().waitFor()
  assert.deepEqual(await faultsOf(second), [])

  await page.goto(`${house.centre.url}/parties/cong-dao-tao`)
  await heading(page, 'Cổng đào tạo')
  await page.getByText('đều đã nhận').waitFor()
  await picture(page, 'party')
  const dialog = page.getByRole('dialog')
  for (const [button, word] of [
    ['Tạm dừng', 'đang tạm dừng'],
    ['Kết thúc', 'đã kết thúc'],
  ] as const) {
    await page.getByRole('button', { name: `${button}…` }).click()
    await dialog.getByText('Không ai đăng nhập vào Cổng đào tạo', { exact: false }).waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await dialog.getByRole('button', { name: button }).click()
    await page.getByRole('main').getByText(word, { exact: true }).first().waitFor()
  }
  await Promise.all([asking.close(), deciding.close()])
})

test('in English, too; a body sees neither', async () => {
  const operator = await house.visitor('nationaloperator', { language: 'en' })
  for (const path of ['/systems', '/systems/register', '/parties/register', '/parties/cong-dao-tao', '/systems/none']) {
    const page = await house.open(operator, path)
    await page.waitForFunction(() => !document.querySelector('.loading'))
    assert.deepEqual(await faultsOf(page), [], path)
    await page.close()
  }
  const body = await house.visitor('bodyadministrator')
  const page = await house.open(body, '/')
  assert.equal(await page.getByRole('navigation').getByRole('link', { name: 'Hệ thống' }).count(), 0)
  await page.goto(`${house.centre.url}/systems`)
  await heading(page, 'Trang này không thuộc quyền của bạn hôm nay')
  assert.equal((await body.request.get(`${house.centre.url}/v1/systems`)).status(), 403)
  await Promise.all([operator.close(), body.close()])
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
