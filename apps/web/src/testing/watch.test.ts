/** Those who watch, each story on real pages: an inspection, a complaint, emergency access, the log, the drill, an alarm. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { openPool } from '../../../../packages/registry/src/database/index.ts'
import { faultsOf, type House, openHouse } from './visit.ts'

let house: House
let body: string
/** Codes of records of the body. */
let refs: string[]
/** The body of the sandbox's accounts is small: there may be one of them only. */
const ref = (i: number): string => refs[i % refs.length]!
before(async () => {
  house = await openHouse()
  const { nation } = house.centre
  body = nation.bodies()[0]!.code
  let pushed = 0
  for (const unit of nation.units().filter((one) => one.body === body && one.size > 0)) {
    if (pushed >= 3) break
    const people = [...nation.unitMembers(unit.code)].map((index) => nation.official(index))
    await house.centre.push(body, unit.code, people)
    pushed += people.length
  }
  const context = await house.visitor('officer')
  const answer = await context.request.post(`${house.centre.url}/v1/units/${body}/people`, {
    data: { purpose: { code: 'personnel' } },
    headers: { 'x-cbccvc': '1', origin: house.centre.url },
  })
  refs = ((await answer.json()) as { people: { person: string }[] }).people.map(({ person }) => person)
  assert.ok(refs.length > 0)
  await context.close()
})
after(() => house.close())

/** Confirms with a fresh code where the centre asks for one. */
async function confirmed(page: Page, login: string, then: () => Promise<unknown>): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Xác nhận lại là bạn' })
  const way = then()
  const asked = await Promise.race([dialog.waitFor({ timeout: 60_000 }).then(() => true), way.then(() => false)])
  if (!asked) return
  await dialog.getByLabel(/^Mã 6 số/).fill(await house.centre.accounts.code(login))
  await page.keyboard.press('Enter').catch(() => {})
  await way
}

/** A page is well at every width; its picture is kept where somebody asks for pictures. */
async function look(page: Page, name: string): Promise<void> {
  assert.deepEqual(await faultsOf(page), [], name)
  const folder = process.env.CBCCVC_PICTURES
  if (!folder) return
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
}

async function english(page: Page): Promise<void> {
  await page.getByRole('button', { name: /English/ }).click()
}

const as = (login: string): Promise<BrowserContext> => house.visitor(login)

test('a hidden inspection: opened by the auditor, agreed to by the approver, ended', async () => {
  const auditor = await as('nationalauditor')
  const page = await house.open(auditor, '/')
  await page.getByRole('link', { name: 'Giám sát' }).click()
  await page.getByRole('link', { name: 'Nhật ký truy cập' }).waitFor()
  await look(page, 'rooms')
  await page.getByRole('link', { name: 'Thanh tra, kiểm tra' }).click()
  await page.getByText('Chưa có cuộc thanh tra nào.').waitFor()
  await page.getByRole('button', { name: 'Mở cuộc thanh tra…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Mở cuộc thanh tra, kiểm tra' })
  await dialog.getByLabel('Số vụ việc').fill('TT-01/2023')
  await dialog.getByLabel('Số quyết định thanh tra').fill('15/QĐ-TTCP')
  await dialog.getByLabel('Mã hồ sơ').fill('ngắn')
  await dialog.getByText('Mã “ngắn” không đúng 22 ký tự.').waitFor()
  await dialog.getByLabel('Mã hồ sơ').fill(ref(0))
  await dialog.getByRole('combobox', { name: /^Đơn vị/ }).fill(body.toLowerCase())
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: /^Bỏ (?!qua)/ }).waitFor()
  await dialog.getByLabel('Giữ kín các lần xem cho đến khi kết thúc').check()
  await dialog.getByLabel('Lý do giữ kín').fill('Tránh việc tiêu hủy tài liệu')
  await look(page, 'inspection-open')
  await confirmed(page, 'nationalauditor', async () => {
    await dialog.getByRole('button', { name: 'Mở', exact: true }).click()
    await page.getByText('TT-01/2023').waitFor()
  })
  await page.getByText('chờ duyệt', { exact: true }).waitFor()

  const approver = await as('nationalapprover')
  const second = await house.open(approver, '/watch')
  await second.getByText('1 việc chờ bạn').waitFor()
  await second.getByRole('link', { name: 'Thanh tra, kiểm tra' }).click()
  await second.getByText('Tránh việc tiêu hủy tài liệu').waitFor()
  await look(second, 'inspections')
  await confirmed(second, 'nationalapprover', async () => {
    await second.getByRole('button', { name: 'Đồng ý giữ kín: TT-01/2023' }).click()
    await second.getByText('đang mở', { exact: true }).waitFor()
  })

  await page.reload()
  await page.getByRole('button', { name: 'Kết thúc…: TT-01/2023' }).click()
  await page
    .getByRole('dialog')
    .getByText(/các lần xem đã giữ kín hiện ra/)
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Kết thúc…: TT-01/2023' }).press('Enter')
  await confirmed(page, 'nationalauditor', async () => {
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc', exact: true }).click()
    await page.getByText('đã kết thúc', { exact: true }).waitFor()
  })
  await english(page)
  await page.getByRole('heading', { level: 1, name: 'Inspections' }).waitFor()
  await look(page, 'inspections-en')
  await auditor.close()
  await approver.close()
})

test('a complaint is registered by the approver, and the auditor reads a record for it', async () => {
  const approver = await as('nationalapprover')
  const page = await house.open(approver, '/watch/complaints')
  await page.getByText('Sổ chưa có vụ việc nào.').waitFor()
  await page.getByRole('button', { name: 'Ghi sổ vụ việc…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ghi sổ vụ khiếu nại, tố cáo' })
  await dialog.getByLabel('Số vụ việc').fill('12/TC-2023')
  await dialog.getByLabel('Loại').selectOption({ label: 'Tố cáo' })
  await look(page, 'complaint-register')
  await confirmed(page, 'nationalapprover', async () => {
    await dialog.getByRole('button', { name: 'Ghi sổ', exact: true }).click()
    await dialog.getByText('Cần nêu ít nhất một người hoặc một đơn vị').waitFor()
  })
  await dialog.getByLabel('Mã hồ sơ').fill(ref(1))
  await dialog.getByRole('button', { name: 'Ghi sổ', exact: true }).click()
  await page.getByText('12/TC-2023').waitFor()
  await look(page, 'complaints')

  const auditor = await as('nationalauditor')
  const theirs = await house.open(auditor, '/watch/complaints')
  assert.equal(await theirs.getByRole('button', { name: /^Đóng/ }).count(), 0, 'who looks does not keep the register')
  const read = await auditor.request.post(`${house.centre.url}/v1/people/${ref(1)}/record`, {
    data: { purpose: { code: 'complaint', caseNo: '12/TC-2023' } },
    headers: { 'x-cbccvc': '1', origin: house.centre.url },
  })
  assert.equal(read.status(), 200)

  await page.getByRole('button', { name: 'Đóng…: 12/TC-2023' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng', exact: true }).click()
  await page.getByText('đã đóng', { exact: true }).waitFor()
  await english(page)
  await page.getByRole('heading', { level: 1, name: 'Complaints, denunciations' }).waitFor()
  await look(page, 'complaints-en')
  await approver.close()
  await auditor.close()
})

test('emergency access is opened for a reason, and reviewed by somebody else once it has closed', async () => {
  const operator = await as('nationaloperator')
  const page = await house.open(operator, '/watch')
  await page.getByRole('link', { name: 'Mở truy cập khẩn cấp' }).click()
  await page.getByLabel('Mã hồ sơ').fill(ref(2))
  await page.getByLabel('Lý do').fill('Cấp cứu, cần nhóm máu')
  await page.getByLabel(/^Trong bao nhiêu phút/).fill('30')
  await look(page, 'emergency')
  await confirmed(page, 'nationaloperator', async () => {
    await page.getByRole('button', { name: 'Mở khẩn cấp' }).click()
    await page.getByText(/^Đã mở đến/).waitFor()
  })
  await look(page, 'emergency-open')

  const auditor = await as('nationalauditor')
  const theirs = await house.open(auditor, '/watch/glasses')
  await theirs.getByText('Cấp cứu, cần nhóm máu').waitFor()
  await theirs.getByText(/^Xét được khi nó đã đóng/).waitFor()
  assert.equal(await theirs.getByRole('button', { name: /^Xét/ }).count(), 0)
  await look(theirs, 'glasses')
  // Half an hour later, as the page sees it; what the centre thinks of it, it says.
  await theirs.clock.install({ time: Date.now() + 3_600_000 })
  await theirs.reload()
  await theirs.getByRole('button', { name: /^Xét lần mở/ }).click()
  const dialog = theirs.getByRole('dialog')
  await dialog.getByLabel('Đánh giá').selectOption({ label: 'Không chính đáng' })
  await dialog.getByLabel('Nhận xét').fill('Không có cấp cứu nào')
  await look(theirs, 'glass-review')
  await dialog.getByRole('button', { name: 'Ghi đánh giá' }).click()
  await dialog
    .getByRole('alert')
    .getByText(/nó còn đang mở/)
    .waitFor()
  await operator.close()
  await auditor.close()
})

test('the log tells who looked at whom; the drill whose data an account touched, with the notice to send', async () => {
  const auditor = await as('nationalauditor')
  const page = await house.open(auditor, '/watch/looks')
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.getByLabel('Số vụ việc', { exact: true }).fill('TT-01/2023')
  await page.getByLabel('Tên đăng nhập của người xem').fill('officer')
  await page.getByRole('button', { name: 'Tìm', exact: true }).click()
  const list = page.getByRole('list', { name: 'Nhật ký truy cập' })
  await list.getByText('Cán bộ nhập liệu').first().waitFor()
  await list
    .getByText(/công khai, nội bộ/)
    .first()
    .waitFor()
  await look(page, 'looks')
  await page.getByLabel('Mã hồ sơ được xem').fill('A'.repeat(22))
  await page.keyboard.press('Enter')
  await page.getByText('Không có lần xem nào như vậy.').waitFor()
  assert.ok(!addresses.some((url) => url.includes('officer') || url.includes('TT-01')), 'what is sought in an address')
  await english(page)
  await look(page, 'looks-en')
  await page.getByRole('button', { name: /Tiếng Việt/ }).click()

  await page.getByRole('link', { name: 'Về giám sát truy cập' }).click()
  await page.getByRole('link', { name: 'Rà soát sau vi phạm' }).click()
  await page.getByLabel('Số vụ việc', { exact: true }).fill('TT-01/2023')
  await page.getByLabel('Tên đăng nhập cần rà').fill('khong.co.ai')
  await confirmed(page, 'nationalauditor', async () => {
    await page.getByRole('button', { name: 'Rà soát', exact: true }).click()
    await page.getByText('Không có tài khoản mang tên đăng nhập này.').waitFor()
  })
  await page.getByLabel('Tên đăng nhập cần rà').fill('officer')
  await page.getByText(/^Điền sẵn vào thông báo/).click()
  await page.getByLabel('Đầu mối liên hệ').fill('Nguyễn Văn A, 024 0000 0000')
  await page.getByRole('button', { name: 'Rà soát', exact: true }).click()
  await page.getByText(/^Hạn gửi thông báo/).waitFor()
  await page.getByText(/5\. Đầu mối liên hệ: Nguyễn Văn A/).waitFor()
  await page
    .getByRole('region', { name: 'Người bị chạm tới' })
    .getByRole('link', { name: `Mở hồ sơ ${ref(0)}` })
    .waitFor()
  await look(page, 'drill')
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Lưu thông báo thành tệp' }).click()
  assert.equal((await saved).suggestedFilename(), 'thong-bao-vi-pham.txt')
  await english(page)
  await look(page, 'drill-en')
  await auditor.close()
})

test('the administrator of a body sees the looks at its own people, and nothing else of watching', async () => {
  const administrator = await as('bodyadministrator')
  const page = await house.open(administrator, '/watch')
  assert.deepEqual(await page.getByRole('main').getByRole('link').allTextContents(), ['Nhật ký truy cập'])
  await page.getByRole('link', { name: 'Nhật ký truy cập' }).press('Enter')
  await page.getByRole('combobox', { name: /^Đơn vị/ }).fill(body.toLowerCase())
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Tìm', exact: true }).press('Enter')
  const list = page.getByRole('list', { name: 'Nhật ký truy cập' })
  await list.getByText('Cán bộ nhập liệu').first().waitFor()
  await look(page, 'looks-body')
  await administrator.close()
})

test('an alarm is settled with a word by the auditor; who runs the data centre sees that there was one', async () => {
  const owner = openPool({ url: house.centre.databaseUrl, role: null, max: 1, name: 'test owner' })
  // Every record of the body a canary: the officer's next look is one.
  await owner.query('insert into canary (person_id, sender) select id, holder from person')
  await owner.end()
  const officer = await as('officer')
  const read = await officer.request.post(`${house.centre.url}/v1/people/${ref(0)}/record`, {
    data: { purpose: { code: 'personnel' } },
    headers: { 'x-cbccvc': '1', origin: house.centre.url },
  })
  assert.equal(read.status(), 200)
  await officer.close()

  const auditor = await as('nationalauditor')
  const page = await house.open(auditor, '/watch')
  const room = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Cảnh báo' }) })
  for (;;) {
    await room.getByText(/chờ bạn|không có việc chờ/).waitFor()
    if (await room.getByText('1 việc chờ bạn').isVisible()) break
    await page.waitForTimeout(300)
    await page.reload()
  }
  await page.getByRole('link', { name: 'Cảnh báo' }).click()
  await page.getByText('Hồ sơ bẫy bị mở hoặc xuất ra').waitFor()
  await look(page, 'alarms')

  const runs = await as('datacentreadministrator')
  const theirs = await house.open(runs, '/watch/alarms')
  await theirs.getByText('Hồ sơ bẫy bị mở hoặc xuất ra').waitFor()
  assert.equal(await theirs.getByText('officer').count(), 0)
  assert.equal(await theirs.getByRole('button', { name: /^Xử lý/ }).count(), 0)
  await look(theirs, 'alarms-blind')
  await runs.close()

  await page.getByRole('button', { name: /^Xử lý cảnh báo/ }).click()
  await page.getByRole('dialog').getByLabel('Đã làm gì, kết quả ra sao').fill('Đã làm việc với cán bộ')
  await look(page, 'alarm-settle')
  await page.getByRole('dialog').getByRole('button', { name: 'Ghi lại' }).click()
  await page.getByText('Đã làm việc với cán bộ').waitFor()
  await english(page)
  await look(page, 'alarms-en')
  await auditor.close()
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
