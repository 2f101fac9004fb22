/** What a real browser still holds of a session that is over: nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../../../web/src/testing/browser.ts'
import { inOffice } from '../testing/accounts.ts'

/** In the page: what a script could have left behind. */
const leave = `(async () => {
  localStorage.setItem('left', 'behind')
  sessionStorage.setItem('left', 'behind')
  await new Promise((done, fail) => {
    const open = indexedDB.open('left')
    open.onsuccess = () => { open.result.close(); done() }
    open.onerror = fail
  })
  await (await caches.open('left')).put('/left', new Response('behind'))
})()`
const left = `(async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(({ name }) => name),
  ...(await caches.keys()),
])()`
const call = (method: string, path: string) => `(async () => {
  const headers = { 'x-cbccvc': '1', ...(${method !== 'GET'} && { 'content-type': 'application/json' }) }
  const answer = await fetch('${path}', { method: '${method}', headers, ...(${method !== 'GET'} && { body: '{}' }) })
  await answer.text()
  return answer.status
})()`

test(
  'Chromium forgets at the end of a session: signed out, ended by oneself, ended elsewhere; a stranger’s refusal empties nothing',
  inOffice(async (office) => {
    const [holder] = await office.founders()
    const origin = office.url
    const browser = await openBrowser()
    try {
      const at = async (token: string | null) => {
        const context = await browser.newContext()
        if (token !== null) await context.addCookies([{ name: 'session', value: token, url: origin }])
        const page = await context.newPage()
        await page.goto(`${origin}/health`)
        await page.evaluate(leave)
        const run = <T>(script: string) => page.evaluate(script) as Promise<T>
        return {
          run,
          cookies: async () => (await context.cookies(origin)).map(({ name }) => name),
          async kept() {
            await page.goto(`${origin}/health`)
            return run<string[]>(left)
          },
        }
      }
      const all = ['left', 'left', 'left', 'left']
      const stranger = await at(null)
      assert.equal(await stranger.run(call('GET', '/v1/me')), 401)
      assert.deepEqual(await stranger.kept(), all)

      const leaving = await at(await office.signIn(holder))
      assert.equal(await leaving.run(call('GET', '/v1/me')), 200)
      assert.deepEqual(await leaving.kept(), all, 'nothing is lost on the way')
      assert.equal(await leaving.run(call('POST', '/v1/me/sign-out')), 200)
      assert.deepEqual(await leaving.kept(), [])
      assert.deepEqual(await leaving.cookies(), [])

      const own = await at(await office.signIn(holder))
      const { sessionId } = await own.run<{ sessionId: string }>(`fetch('/v1/me').then((answer) => answer.json())`)
      assert.equal(await own.run(call('POST', `/v1/me/sessions/${sessionId}/end`)), 200)
      assert.deepEqual([await own.kept(), await own.cookies()], [[], []])

      const elsewhere = await office.signIn(holder)
      const ended = await at(await office.signIn(holder))
      const of = await ended.run<{ sessionId: string }>(`fetch('/v1/me').then((answer) => answer.json())`)
      const headers = { 'x-cbccvc': '1', 'content-type': 'application/json', cookie: `session=${elsewhere}` }
      const end = { method: 'POST', headers, body: '{}' }
      assert.equal((await fetch(`${origin}/v1/me/sessions/${of.sessionId}/end`, end)).status, 200)
      assert.deepEqual(await ended.kept(), all)
      assert.equal(await ended.run(call('GET', '/v1/me')), 401)
      assert.deepEqual(await ended.kept(), [])
    } finally {
      await browser.close()
    }
  }),
)
