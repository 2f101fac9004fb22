/** A centre and a browser for one file of tests: visits as an account, and what no page may do. */
import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openPool } from '../../../../packages/registry/src/database/index.ts'
import type { Language } from '../frame/language.ts'
import { openBrowser, widths } from './browser.ts'
import { openCentre, type TestCentre } from './centre.ts'

const { buildPages } = (await import(new URL('../../../../scripts/pages.mjs', import.meta.url).href)) as {
  buildPages(): void
}

export interface House {
  readonly centre: TestCentre
  readonly browser: Browser
  /** What broke its policy or threw, on any page. */
  readonly faults: string[]
  /** Somebody with this account, or with none. */
  visitor(login: string | null, options?: { language?: Language; width?: number }): Promise<BrowserContext>
  open(context: BrowserContext, path: string): Promise<Page>
  /** The last second factor of every session is now eleven minutes old; who is in this context is read anew at once. */
  age(context: BrowserContext): Promise<void>
  close(): Promise<void>
}

export async function openHouse(): Promise<House> {
  process.env.NODE_DISABLE_COMPILE_CACHE = '1' // npm would leave one in the folder for temporary files
  buildPages()
  const [centre, browser] = await Promise.all([openCentre(), openBrowser()])
  const faults: string[] = []
  return {
    ...{ centre, browser, faults },
    async visitor(login, { language = 'vi', width = widths.desk } = {}) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
      await context.addInitScript((chosen) => {
        if (!localStorage.getItem('cbccvc.language')) localStorage.setItem('cbccvc.language', chosen)
      }, language)
      if (login) await centre.accounts.signIn(context, login)
      return context
    },
    async open(context, path) {
      const page = await context.newPage()
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => {
        if (/Content Security Policy|Warning:/.test(message.text())) faults.push(message.text())
      })
      await page.goto(centre.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      return page
    },
    async age(context) {
      const database = openPool({ url: centre.databaseUrl, role: null, max: 1, name: 'test owner' })
      await database.query("update session set stepped_up_at = stepped_up_at - interval '11 minutes'")
      await database.end()
      // An act that comes to nothing: after it the server reads anew who is there.
      const headers = { 'x-cbccvc': '1', origin: centre.url }
      await context.request.post(`${centre.url}/v1/me/sessions/${randomUUID()}/end`, { headers, data: {} })
    },
    async close() {
      await browser.close()
      await centre.stop()
    },
  }
}

/** What axe and the width of the screen say of a page, at every width: nothing is what we want. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { axeFinds } = await import('./axe.ts')
  const found: string[] = []
  for (const [name, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 })
    found.push(...(await axeFinds(page)).map((fault) => `${name}: ${fault}`))
    const spill = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (spill > 0) found.push(`${name}: ${spill} px too wide`)
  }
  return found
}

/** Pictures to look at, where somebody asked for them: `CBCCVC_PICTURES` names the folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.CBCCVC_PICTURES
  if (!folder) return
  for (const width of [widths.phone, widths.desk]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
}
