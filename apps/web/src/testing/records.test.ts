/** Records as an officer reads them: found in the own unit, masked and clear, sealed fields by a word of their own. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsOf, type House, openHouse } from './visit.ts'

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
  await page.getByText('Họ và tên khai sinh').waitFor()
  assert.equal(await page.getByText('Tình trạng sức khỏe').count(), 0)
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('button', { name: 'Mở các trường mật…' }).click()
  assert.deepEqual(await faultsOf(page), [])
  await page.getByRole('dialog').getByRole('button', { name: 'Mở', exact: true }).click()
  await page.getByText(/^Đang hiện cả trường mật/).waitFor()
  await page.getByText('Tình trạng sức khỏe').waitFor()
  assert.deepEqual(await faultsOf(page), [])
  for (const value of [name, number]) assert.ok(!addresses.some((url) => url.includes(value)), 'a value in an address')
  await context.close()
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
