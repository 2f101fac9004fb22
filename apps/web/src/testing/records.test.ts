/** Records as an officer reads them: found in the own unit, masked and clear, sealed fields by a word of their own. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { edition } from '@cbccvc/standard'
import { faultsOf, type House, openHouse, picture } from './visit.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('an officer finds a person of the own unit, reads the record, opens the sealed fields; no address tells whom', async () => {
  const { nation } = house.centre
  const body = nation.bodies()[0]!.code
  const unit = nation.units().find((one) => one.body === body && one.size > 0)!
  const people = [...nation.unitMembers(unit.code)].map((index) => nation.official(index))
  await house.centre.push(body, unit.code, people)
  const person = people[0]!
  const [name, number] = [String(person.hoTenKhaiSinh), String(person.soDinhDanh)]
  const context = await house.visitor('officer')
  const addresses: string[] = []
  context.on('request', (request) => addresses.push(decodeURIComponent(request.url())))
  const page = await house.open(context, '/')
  await page.getByRole('link', { name: 'Hồ sơ' }).click()
  await page.getByRole('combobox', { name: 'Đơn vị' }).fill(body.toLowerCase())
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByLabel('Họ tên hoặc số định danh').fill(number)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByLabel('Họ tên hoặc số định danh').fill('không có ai tên thế')
  await page.keyboard.press('Enter')
  await page.getByText('Không có ai như vậy trong đơn vị này.').waitFor()
  await page.getByLabel('Họ tên hoặc số định danh').fill(name)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByText('Họ và tên khai sinh', { exact: true }).waitFor()
  assert.equal(await page.getByText('Tình trạng sức khỏe', { exact: true }).count(), 0)
  assert.deepEqual(await faultsOf(page), [])
  const groups = await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents()
  const inOrder = edition().groups.map(({ vi }) => vi)
  assert.deepEqual(
    groups,
    inOrder.filter((group) => groups.includes(group)),
    'the groups stand in the order of the form',
  )
  assert.ok(groups.length >= 7, groups.join())
  const said = async (label: string) =>
    (await page
      .locator('dl > div', { has: page.getByText(label, { exact: true }) })
      .getByRole('definition')
      .textContent())!
  assert.match(await said('Giới tính'), /^(Nam|Nữ) \d+$/, 'the name first, then the code')
  assert.match(await said('Dân tộc'), /^\p{L}+.* \d\d$/u)
  assert.match(await said('Quê quán (xã/phường; tỉnh/thành phố)'), /^\p{L}.*, .*\d{5}.*địa giới trước/u)
  const born = String(person.ngaySinh).split('-').reverse().join('/')
  assert.equal(await said('Ngày, tháng, năm sinh'), born)
  const text = (await page.getByRole('main').textContent())!
  assert.doesNotMatch(text, /(19|20)\d\d-\d\d/, 'no day as machines write it')
  const career = page.getByRole('table', { name: 'Quá trình công tác' })
  assert.ok((await career.getByRole('columnheader').count()) >= 4)
  await picture(page, 'record')
  await page.getByRole('button', { name: 'Mở các trường mật…' }).click()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('dialog').getByRole('button', { name: 'Mở', exact: true }).click()
  await page.getByText(/^Đang hiện cả trường mật/).waitFor()
  await page.getByText('Tình trạng sức khỏe', { exact: true }).waitFor()
  assert.deepEqual(await faultsOf(page), [])
  for (const value of [name, number]) assert.ok(!addresses.some((url) => url.includes(value)), 'a value in an address')
  await context.close()
})

test('what is masked says why, and what would open it; an approver opens it by a word of its own', async () => {
  const { nation } = house.centre
  const body = nation.bodies()[0]!.code
  const unit = nation.units().find((one) => one.body === body && one.size > 0)!
  const person = nation.official([...nation.unitMembers(unit.code)][0]!)
  const number = String(person.soDinhDanh)
  const find = async (login: string, language: 'vi' | 'en' = 'vi') => {
    const context = await house.visitor(login, { language })
    const page = await house.open(context, '/people')
    const [place, who] =
      language === 'vi' ? ['Đơn vị', 'Họ tên hoặc số định danh'] : ['Unit', 'Name or personal number']
    await page.getByRole('combobox', { name: place }).fill(body.toLowerCase())
    await page.getByRole('listbox').getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByLabel(who).fill(String(person.hoTenKhaiSinh))
    await page.keyboard.press('Enter')
    const hit = page.getByRole('link', { name: String(person.hoTenKhaiSinh) }).first()
    await hit.waitFor()
    await picture(page, `people-${login}`)
    await hit.click()
    await page.getByRole('heading', { level: 1, name: String(person.hoTenKhaiSinh) }).waitFor()
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    return { context, page }
  }
  const viewer = await find('viewer')
  const closed = viewer.page.getByRole('region', { name: 'Phần không hiện đầy đủ' })
  await closed.getByText('Trường hạn chế đang che (•••)').waitFor()
  await closed.getByText('Vai trò của bạn hôm nay không mở được', { exact: false }).first().waitFor()
  assert.equal(await closed.getByRole('button').count(), 0, 'nothing to press that would be refused')
  await viewer.page.getByRole('link', { name: 'đã che – vì sao?' }).first().click()
  assert.match(viewer.page.url(), /#closed-restricted$/)
  assert.equal(await viewer.page.getByText(number).count(), 0)
  assert.deepEqual(await faultsOf(viewer.page), [])
  await picture(viewer.page, 'record-masked')
  await viewer.context.close()

  const approver = await find('bodyapprover')
  await house.age(approver.context)
  await approver.page.reload()
  await approver.page.getByRole('button', { name: 'Xem rõ trường hạn chế…' }).click()
  await approver.page.getByRole('dialog').getByRole('button', { name: 'Mở', exact: true }).click()
  const confirming = approver.page.getByRole('dialog', { name: 'Xác nhận lại là bạn' })
  await confirming.getByLabel(/^Mã 6 số/).fill(await house.centre.accounts.code('bodyapprover'))
  await confirming.getByRole('button', { name: 'Xác nhận' }).click()
  await approver.page.getByText(number, { exact: true }).first().waitFor()
  assert.equal(await approver.page.getByRole('link', { name: 'đã che – vì sao?' }).count(), 0)
  assert.deepEqual(await faultsOf(approver.page), [])
  await approver.context.close()

  const operator = await find('nationaloperator', 'en')
  await operator.page.getByText('Opened where a case about the person is open', { exact: false }).waitFor()
  assert.deepEqual(await faultsOf(operator.page), [])
  await operator.context.close()
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
