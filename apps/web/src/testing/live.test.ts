/** The board asks by itself while somebody is there, and no longer: on a clock that the test turns. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { faultsOf, type House, openHouse } from './visit.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('the board rests after ten minutes without input and while it is hidden, and goes on at the next input', async () => {
  const context = await house.visitor('viewer')
  await context.clock.install()
  let asked = 0
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/v1/board') asked += 1
  })
  const page = await house.open(context, '/')
  await page.getByText(/tự cập nhật mỗi 2 giây/).waitFor()
  const asksAfter = async (act: () => Promise<unknown>) => {
    const more = page.waitForRequest((request) => new URL(request.url()).pathname === '/v1/board')
    await act()
    await more
  }
  /** Turns the clock on, lets the page do what it would, and counts. */
  const asksWithin = async (minutes: number) => {
    await pause(500) // what is on its way
    const before = asked
    await page.clock.fastForward(minutes * 60_000)
    await pause(3000)
    return asked - before
  }
  const resting = page.getByText(/Đã ngừng cập nhật vì 10 phút/)

  await asksAfter(() => page.clock.fastForward(9 * 60_000))
  assert.equal(await resting.count(), 0)
  await page.clock.fastForward(70_000)
  await resting.waitFor()
  assert.equal(await asksWithin(30), 0, 'nobody is there')
  assert.deepEqual(await faultsOf(page), [])
  if (process.env.CBCCVC_PICTURES) {
    await page.setViewportSize({ width: 360, height: 900 })
    await page.screenshot({ path: `${process.env.CBCCVC_PICTURES}/resting-360.png` })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.screenshot({ path: `${process.env.CBCCVC_PICTURES}/resting-1440.png` })
  }
  await asksAfter(() => page.mouse.move(200, 300))
  await resting.waitFor({ state: 'detached' })
  await page.clock.fastForward(11 * 60_000)
  await resting.waitFor()
  await asksAfter(() => page.keyboard.press('Shift'))

  const show = (state: 'hidden' | 'visible') =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: now })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  await show('hidden')
  assert.equal(await asksWithin(2), 0, 'nobody sees it')
  await asksAfter(() => show('visible'))
  await context.close()
})

test('no page broke its policy or threw', () => {
  assert.deepEqual(house.faults, [])
})
