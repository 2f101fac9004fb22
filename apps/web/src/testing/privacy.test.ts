/**
 * Privacy as people live it, each story from one end to the other: an official has a field corrected, a recruiter reads with
 * consent and no longer without it, a copy above the day's budget takes a second person and comes once.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { WireRecord } from '@cbccvc/standard'
import type { BrowserContext, Page } from 'playwright-core'
import { openPool } from '../../../../packages/registry/src/database/index.ts'
import { faultsOf, type House, openHouse } from './visit.ts'

let house: House
/** The unit of the sandbox's officer, and its people. */
let home: { body: string; unit: string; people: WireRecord[] }
before(async () => {
  house = await openHouse()
  const { nation } = house.centre
  const body = nation.bodies()[0]!.code
  const { code } = nation.units().find((one) => one.body === body && one.size > 0)!
  home = { body, unit: code, people: [...nation.unitMembers(code)].map((index) => nation.official(index)) }
  await house.centre.push(body, code, home.people)
})
after(() => house.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Whoever has a record signs in by the e-ID, at the page that they asked for. */
async function byEid(person: WireRecord, path: string): Promise<[BrowserContext, Page]> {
  const context = await house.visitor(null)
  const page = await house.open(context, path)
  await page.getByRole('link', { name: 'Đăng nhập bằng VNeID' }).click()
  await page
    .getByRole('button', { name: String(person.hoTenKhaiSinh).toUpperCase() })
    .first()
    .click()
  await page.waitForURL(house.centre.url + path)
  return [context, page]
}

/** Nothing is wrong with the page, in either language, at any width. */
async function fine(page: Page, name: string): Promise<void> {
  for (const [language, button] of [
    ['en', 'EN – English'],
    ['vi', 'VI – Tiếng Việt'],
  ] as const) {
    // By script: a dialog over the page takes the pointer, and the language is the whole page's.
    await page.getByRole('button', { name: button, includeHidden: true }).evaluate((one: HTMLElement) => one.click())
    assert.deepEqual(await faultsOf(page), [], `${name}, ${language}`)
    await picture(page, `${name}-${language}`)
  }
}

/** Pictures to look at, where somebody asked for them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.CBCCVC_PICTURES
  if (!folder) return
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
}

/** Where the reader stands. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)

test('an official asks for a correction from the own record, the officer corrects and answers, the official reads it', async () => {
  const person = home.people[0]!
  const wrong = String(person.soDienThoai)
  const right = '0912345678'
  const [official, own] = await byEid(person, '/me/record')
  await heading(own, 'Hồ sơ của tôi')
  await own.getByText(wrong).waitFor()
  await own.getByRole('link', { name: 'Sai? Yêu cầu chỉnh sửa: Số điện thoại' }).focus()
  await fine(own, 'my-record')
  await own.keyboard.press('Enter')
  await heading(own, 'Yêu cầu mới')
  await own.getByText(wrong).waitFor()
  assert.equal(await own.getByLabel('Bạn muốn').inputValue(), 'correct')
  assert.equal(await own.getByLabel('Trường nào').inputValue(), 'soDienThoai')
  await own.getByLabel('Giá trị đúng').fill(right)
  await own.getByLabel('Lý do, giấy tờ chứng minh').fill('Đổi số từ tháng 5')
  await fine(own, 'new-request')
  await own.getByRole('button', { name: 'Gửi yêu cầu' }).click()
  await heading(own, 'Yêu cầu của tôi')
  await own.getByText(/^Đã gửi YC-1\. Hạn trả lời: hết ngày \d\d\/\d\d\/\d{4}\.$/).waitFor()
  await own.getByText(`Giá trị đúng: ${right}`).waitFor()
  await own.getByText('trong hạn', { exact: true }).waitFor()
  await fine(own, 'my-requests')
  // What the law also lets people do.
  await own.goto(`${house.centre.url}/me/requests/new?kind=object`)
  await own.getByLabel('Nội dung').fill('Không dùng số điện thoại của tôi cho thống kê.')
  await own.keyboard.press('Tab')
  await own.keyboard.press('Enter')
  await own.getByText(/^Đã gửi YC-2\./).waitFor()

  const context = await house.visitor('officer')
  const page = await house.open(context, '/')
  await page.getByRole('link', { name: 'Yêu cầu (2 đang chờ)' }).click()
  await heading(page, 'Yêu cầu cần trả lời')
  await fine(page, 'requests')
  await page.getByRole('link', { name: 'Mở YC-1' }).click()
  await heading(page, 'YC-1 · Chỉnh sửa dữ liệu')
  await page.getByText(`Giá trị đúng: ${right}`).waitFor()
  await page.getByRole('button', { name: 'Xem giá trị đang ghi' }).click()
  await page.getByText(wrong).waitFor()
  await page.getByLabel('Kết quả').selectOption({ label: 'đã thực hiện' })
  await page.getByLabel('Lời trả lời').fill('Đã đối chiếu và sửa.')
  assert.ok(await page.getByRole('button', { name: 'Gửi trả lời' }).isDisabled(), 'nothing has corrected it yet')
  await fine(page, 'request')
  const { parcelId } = await house.centre.push(home.body, home.unit, [{ ...person, soDienThoai: right }])
  await page.getByRole('button', { name: 'Tìm lại gói' }).click()
  await page.getByLabel('Gói đã sửa hồ sơ').selectOption(parcelId)
  assert.equal(await page.getByLabel('Lời trả lời').inputValue(), 'Đã đối chiếu và sửa.', 'what was typed is kept')
  await fine(page, 'request-parcel')
  await page.getByRole('button', { name: 'Gửi trả lời' }).click()
  await page.getByText('Đã trả lời YC-1.').waitFor()
  await page.getByRole('link', { name: 'Yêu cầu (1 đang chờ)' }).waitFor()
  await page.getByRole('link', { name: 'Mở YC-2' }).click()
  await page.getByLabel('Kết quả').selectOption({ label: 'từ chối' })
  await page.getByLabel('Căn cứ pháp lý').selectOption({ index: 2 })
  await page.getByLabel('Lời trả lời').fill('Số đếm không nêu tên ai.')
  await fine(page, 'request-refused')
  await page.getByRole('button', { name: 'Gửi trả lời' }).click()
  await page.getByText('Không có yêu cầu nào chờ bạn.').waitFor()
  await fine(page, 'requests-none')

  await own.goto(`${house.centre.url}/me/requests`)
  await own.getByText('Đã đối chiếu và sửa.').waitFor()
  await own.getByText('Số đếm không nêu tên ai.').waitFor()
  await own.getByText(parcelId).waitFor()
  await own.getByText(/Nghị định 27\/2026/).waitFor()
  await fine(own, 'my-requests-answered')
  await own.goto(`${house.centre.url}/me/record`)
  await own.getByText(right).waitFor()
  await Promise.all([official.close(), context.close()])
})

test('a recruiter asks, the person gives in part, the recruiter reads that and no more, the person withdraws, the recruiter reads nothing', async () => {
  const person = home.people[1]!
  const name = String(person.hoTenKhaiSinh)
  const [official, own] = await byEid(person, '/me/consents')
  await heading(own, 'Sự đồng ý của tôi')
  await own.getByRole('button', { name: 'Tạo mã' }).click()
  const code = (await own.getByRole('status').locator('code').textContent())!
  await fine(own, 'my-consents-code')

  const context = await house.visitor('recruiter')
  const page = await house.open(context, '/')
  await page.getByRole('link', { name: 'Xin đồng ý' }).click()
  await heading(page, 'Xin đồng ý')
  await page.getByText('Bạn chưa xin ai.').waitFor()
  await page.getByRole('link', { name: 'Xin một người' }).click()
  await page.getByLabel('Mã của người đó').fill('SAI0-SAI0-SAI0')
  // Whatever the page offers, the centre takes: all of it but the fields that say why not.
  await page.getByLabel('Họ và tên khai sinh').waitFor()
  for (const box of await page.getByRole('group', { name: 'Xin xem các trường' }).getByRole('checkbox').all())
    if (await box.isEnabled()) await box.check()
  await page.getByLabel('Để làm gì').fill('Tuyển chuyên viên phòng Kế hoạch')
  await fine(page, 'ask-consent')
  await page.getByRole('button', { name: 'Gửi lời xin' }).click()
  await page.getByRole('alert').getByText('Đề nghị người đó lấy mã mới.').waitFor()
  await page.getByRole('button', { name: 'Bỏ chọn tất cả' }).click()
  assert.ok(await page.getByRole('button', { name: 'Gửi lời xin' }).isDisabled())
  for (const label of ['Họ và tên khai sinh', 'Giới tính', 'Số điện thoại']) {
    await page.getByLabel('Tìm trường').fill(label)
    await page.getByRole('checkbox', { name: label }).check()
  }
  await page.getByText('Đã chọn 3 trường').waitFor()
  await page.getByLabel('Mã của người đó').fill(code)
  await page.getByRole('button', { name: 'Gửi lời xin' }).click()
  await page.getByText(/^Đã gửi\. Người đó trả lời chậm nhất/).waitFor()
  await page.getByText('chờ trả lời', { exact: true }).waitFor()
  await fine(page, 'consents-asked')

  await own.goto(house.centre.url)
  await own.getByRole('button', { name: /\(1 đang chờ\)/ }).click()
  await own.getByRole('navigation').getByRole('link', { name: 'Sự đồng ý của tôi (1 đang chờ)' }).click()
  await heading(own, 'Sự đồng ý của tôi')
  await own.getByText('Tuyển chuyên viên phòng Kế hoạch').waitFor()
  await fine(own, 'my-consents')
  const giving = own.getByRole('button', { name: 'Cho xem: Người tuyển dụng' })
  await giving.focus()
  await own.keyboard.press('Enter')
  await fine(own, 'give-consent')
  await own.keyboard.press('Escape')
  await own.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await focused(own), 'Cho xem: Người tuyển dụng', 'the focus goes back')
  await own.keyboard.press('Enter')
  await own.getByRole('dialog').getByLabel('Số điện thoại').uncheck()
  await own.getByRole('dialog').getByRole('button', { name: 'Đồng ý' }).click()
  await own.getByText(/^Đã cho xem đến hết ngày/).waitFor()
  await own.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await focused(own), 'Sự đồng ý của tôi', 'the button is gone: the head of the page')
  await fine(own, 'my-consents-given')

  await page.goto(`${house.centre.url}/consents`)
  await page.getByText('được đồng ý', { exact: true }).waitFor()
  await fine(page, 'consents-given')
  await page.getByRole('link', { name: /^Đọc hồ sơ theo lời xin ngày/ }).click()
  await heading(page, name)
  await page.getByText('Giới tính').waitFor()
  assert.equal(await page.getByText(String(person.soDienThoai)).count(), 0, 'what was not given')
  await fine(page, 'consent-record')

  await own.goto(`${house.centre.url}/me/consents`)
  await own.getByText(/^Đã xem \d+ lần$/).click()
  await own.getByRole('button', { name: 'Rút lại sự đồng ý với Người tuyển dụng' }).click()
  await fine(own, 'withdraw-consent')
  await own.getByRole('dialog').getByRole('button', { name: 'Rút lại' }).click()
  await own.getByText(/^Đã rút lại/).waitFor()
  await fine(own, 'my-consents-past')

  await page.reload()
  await page.getByRole('alert').getByText('Không có hồ sơ này trong phạm vi được xem.').waitFor()
  await page.getByText(/^Có thể người đó đã rút lại/).waitFor()
  assert.equal(await page.getByText(name).count(), 0)
  await fine(page, 'consent-record-gone')
  await page.getByRole('link', { name: 'Về danh sách đã xin' }).click()
  await page.getByText('đã rút lại', { exact: true }).waitFor()
  await Promise.all([official.close(), context.close()])
})

test('asked by number nobody learns who exists; a person who refuses shows nothing', async () => {
  const person = home.people[1]!
  const context = await house.visitor('recruiter')
  const page = await house.open(context, '/consents/ask')
  for (const number of ['001099999999', String(person.soDinhDanh)]) {
    await page.goto(`${house.centre.url}/consents/ask`)
    await page.getByRole('radio', { name: 'Theo số định danh' }).check()
    await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill(number)
    await page.getByLabel('Để làm gì').fill('Tuyển lái xe')
    await page.getByRole('button', { name: 'Gửi lời xin' }).click()
    await page.getByText(/nếu số định danh không của ai, sẽ không có trả lời/).waitFor()
  }
  assert.equal(await page.getByText('chờ trả lời', { exact: true }).count(), 2)
  const [official, own] = await byEid(person, '/me/consents')
  await own.getByText('Tuyển lái xe').waitFor()
  await own.getByRole('button', { name: 'Không đồng ý với Người tuyển dụng' }).click()
  await fine(own, 'refuse-consent')
  await own.getByRole('dialog').getByRole('button', { name: 'Không đồng ý' }).click()
  await own.getByText('Đã từ chối.').waitFor()
  await page.reload()
  await page.getByText('bị từ chối', { exact: true }).waitFor()
  assert.equal(await page.getByRole('link', { name: /^Đọc hồ sơ/ }).count(), 0)
  await Promise.all([official.close(), context.close()])
})

test('an officer copies within the budget, then above it: it waits, and a second person who sees what it is releases it', async () => {
  const context = await house.visitor('officer')
  const page = await house.open(context, '/people')
  await page.getByRole('combobox', { name: 'Đơn vị' }).fill(home.body.toLowerCase())
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Xem' }).click()
  await page.getByRole('link', { name: 'Xuất danh sách của đơn vị…' }).waitFor()
  await fine(page, 'people')
  await page.getByRole('link', { name: 'Xuất danh sách của đơn vị…' }).click()
  await heading(page, 'Xuất danh sách một đơn vị')
  await page.getByText('300 trong 300').waitFor()
  await page.getByRole('checkbox', { name: 'Giới tính' }).check()
  await page.getByRole('radio', { name: 'Văn bản (.csv)' }).check()
  const n = home.people.length
  await page.getByText(`${n} người × 2 trường = ${2 * n} ô: trong mức hôm nay, lấy được ngay.`).waitFor()
  await fine(page, 'new-export')
  await budget(n, 3 * n)
  await page.reload()
  await page.getByText(`${n} trong ${n}`).waitFor()
  await page.getByRole('radio', { name: 'Văn bản (.csv)' }).check()
  await page.getByRole('checkbox', { name: 'Giới tính' }).check()
  await page.getByText(/trong mức hôm nay, lấy được ngay/).waitFor()
  await page.getByRole('button', { name: 'Xin tệp' }).click()
  await page.getByText(/^XD-1 đã sẵn sàng: lấy về một lần/).waitFor()
  await page.getByText(`0 trong ${n}`).waitFor()
  await fine(page, 'exports-ready')

  await page.getByRole('link', { name: 'Xuất danh sách' }).click()
  await page.getByRole('combobox', { name: 'Đơn vị' }).fill(home.body.toLowerCase())
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(/vượt mức còn lại hôm nay, người thứ hai phải cho phép/).waitFor()
  await page.getByRole('checkbox', { name: 'Giới tính' }).check()
  await page.getByRole('radio', { name: 'Văn bản (.csv)' }).check()
  await page.getByRole('button', { name: 'Xin tệp' }).click()
  await page.getByText(/^XD-2 vượt mức hôm nay, đang chờ người thứ hai/).waitFor()
  assert.ok(await page.getByRole('button', { name: 'Lấy tệp XD-2' }).isDisabled())
  await fine(page, 'exports-waits')

  const second = await house.visitor('bodyapprover')
  const theirs = await house.open(second, '/')
  await theirs.getByRole('link', { name: 'Cho phép xuất (1 đang chờ)' }).click()
  await heading(theirs, 'Cho phép xuất')
  await theirs.getByText(`${n} người × 2 trường`).waitFor()
  await fine(theirs, 'releases')
  await theirs.getByRole('button', { name: 'Cho phép XD-2 của Cán bộ nhập liệu', exact: true }).click()
  await fine(theirs, 'release')
  await theirs.getByRole('dialog').getByRole('button', { name: 'Cho phép', exact: true }).click()
  await theirs.getByText('Đã cho phép XD-2.').waitFor()
  await theirs.getByText('Không có tệp nào chờ bạn.').waitFor()
  await theirs.getByRole('link', { name: 'Cho phép xuất', exact: true }).waitFor()
  await fine(theirs, 'releases-none')
  await second.close()

  await page.getByRole('button', { name: 'Xem lại danh sách' }).click()
  await page.getByText('được cho phép', { exact: true }).waitFor()
  await context.close()
})

test('the file comes once, with its mark, after a fresh second factor that is asked for over the page', async () => {
  // A session whose second factor is old, and of which the centre remembers nothing yet.
  const context = await house.visitor(null)
  await house.centre.accounts.signInAnew(context, 'officer')
  await asOwner("update session set stepped_up_at = stepped_up_at - interval '11 minutes'")
  const page = await house.open(context, '/exports')
  await page.getByRole('button', { name: 'Lấy tệp XD-2' }).click()
  await fine(page, 'fetch')
  await page.getByRole('dialog').getByRole('button', { name: 'Lấy một lần' }).click()
  const again = page.getByRole('dialog', { name: 'Xác nhận lại là bạn' })
  await again.waitFor()
  await fine(page, 'fetch-step-up')
  await again.getByLabel(/^Mã 6 số/).fill(await house.centre.accounts.code('officer'))
  const coming = page.waitForEvent('download')
  await again.getByRole('button', { name: 'Xác nhận' }).click()
  const download = await coming
  assert.equal(download.suggestedFilename(), 'xuat-XD-2.csv')
  const copy = readFileSync(await download.path(), 'utf8')
  assert.match(copy, /XD-2-0-\w{8} · tài khoản officer/)
  for (const { hoTenKhaiSinh } of home.people) assert.ok(copy.includes(String(hoTenKhaiSinh)))
  await page.getByText('Đã lưu xuat-XD-2.csv vào thư mục tải về của máy này.').waitFor()
  await fine(page, 'fetched')
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()
  await page.getByText('đã giao', { exact: true }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('button', { name: 'Lấy tệp XD-2' }).count(), 0)
  await context.close()
})

test('a file that is fetched elsewhere meanwhile is refused here, and the page says what to do', async () => {
  const context = await house.visitor('officer')
  const page = await house.open(context, '/exports')
  await page.getByRole('button', { name: 'Lấy tệp XD-1' }).click()
  const { exports } = (await (await context.request.get(`${house.centre.url}/v1/exports`)).json()) as {
    exports: { exportId: string; no: number }[]
  }
  const { exportId } = exports.find(({ no }) => no === 1)!
  const headers = { 'x-cbccvc': '1', origin: house.centre.url }
  const first = await context.request.post(`${house.centre.url}/v1/exports/${exportId}/file`, { headers, data: {} })
  assert.equal(first.status(), 200)
  await page.getByRole('dialog').getByRole('button', { name: 'Lấy một lần' }).click()
  await page.getByRole('alert').getByText('Xin tệp xuất mới.').waitFor()
  await fine(page, 'fetch-refused')
  await page.getByRole('dialog').getByRole('button', { name: 'Bỏ qua' }).click()
  await page.getByText('đã giao', { exact: true }).nth(1).waitFor()
  await context.close()
})

test('a line that breaks while the file comes: the page says that the one delivery may be spent, and what to do', async () => {
  await budget(300, 6000)
  const context = await house.visitor('officer')
  // The line of this browser: what the centre sends of a file breaks off after its first bytes.
  await context.addInitScript(() => {
    const whole = window.fetch
    window.fetch = async (...asked) => {
      const answer = await whole(...asked)
      if (!String(asked[0]).endsWith('/file') || !answer.ok) return answer
      const reader = answer.body!.getReader()
      const broken = new ReadableStream({
        async pull(stream) {
          stream.enqueue((await reader.read()).value!.slice(0, 20))
          stream.error(new TypeError('network error'))
        },
      })
      return new Response(broken, answer)
    }
  })
  const page = await house.open(context, `/exports/new?unit=${home.body}`)
  await page.getByText(/trong mức hôm nay, lấy được ngay/).waitFor()
  await page.getByRole('button', { name: 'Xin tệp' }).click()
  await page.getByRole('button', { name: 'Lấy tệp XD-3' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Lấy một lần' }).click()
  await page
    .getByRole('alert')
    .getByText(/^Đường truyền đứt giữa chừng/)
    .waitFor()
  assert.equal(await page.getByRole('button', { name: 'Lấy một lần' }).count(), 0)
  await fine(page, 'fetch-broken')
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('button', { name: 'Lấy tệp XD-3' }).count(), 0, 'the centre has it as delivered')
  await context.close()
})

/** What an officer may copy in a day from now on. */
const budget = (rows: number, cells: number) =>
  asOwner(`update look_budget set export_rows = $1, export_cells = $2 where role = 'officer'`, [rows, cells])

async function asOwner(statement: string, values: unknown[] = []): Promise<void> {
  const database = openPool({ url: house.centre.databaseUrl, role: null, max: 1, name: 'test owner' })
  await database.query(statement, values)
  await database.end()
}

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
