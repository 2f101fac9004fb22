/** The web's session comes out of the provider's flow, and out of nothing else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOffice } from '../testing/accounts.ts'
import { openBrowser, signInOverHttp } from '../testing/browser.ts'

test(
  'from a page of ours to the provider and back: a session cookie, and nothing else that a script or an address shows',
  inOffice(async (office) => {
    const [operator] = await office.founders()
    office.pass(30)
    const browser = openBrowser(office.url)
    const { token, sessionId, at } = await signInOverHttp(browser, operator, '/session/start?to=/accounts%3Fpage=2')
    assert.equal(at.href, `${office.url}/accounts?page=2`)
    assert.match(token, /^[\w-]{43}$/)
    assert.equal((await browser.client.call('me')).answer.sessionId, sessionId)
  }),
)
