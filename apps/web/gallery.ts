/**
 * Pictures of every page, for the role that owns it, signed in, on a desktop and a phone, in both languages:
 * `npm run gallery -w @cbccvc/web -- [FOLDER] [ADDRESS]`. Without the address of a running centre it starts one of its own,
 * to which a few bodies send. At a running sandbox `ACCOUNTS` names its file of accounts (`outside/accounts.json`). The
 * pictures of the README are put into docs/images where `DOCS=1`. A page of which there is no picture is named at the end.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page, Response } from 'playwright-core'
import type { SandboxAccounts } from '../outside/src/sandbox/accounts.ts'
import { type Stop, stopsOf, type Visit, type Who } from './gallery-stops.ts'
import { testAccounts } from './src/testing/accounts.ts'
import { openBrowser, widths } from './src/testing/browser.ts'
import { openCentre, type TestCentre } from './src/testing/centre.ts'

const { buildPages } = (await import(new URL('../../scripts/pages.mjs', import.meta.url).href)) as {
  buildPages(): void
}
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const [folder = at('../../data/gallery'), address] = process.argv.slice(2)
buildPages()
const centre = address === undefined ? await sandbox() : null
const base = (centre?.url ?? address!).replace(/\/$/, '')
mkdirSync(folder, { recursive: true })

/** The accounts to sign in with: of the own centre, or those that the file of a running sandbox names. */
const made =
  centre?.made ??
  (process.env.ACCOUNTS ? (JSON.parse(readFileSync(process.env.ACCOUNTS, 'utf8')) as SandboxAccounts) : null)
if (!made) throw new Error('ACCOUNTS=FILE names the accounts of the centre at that address')
const accounts = centre?.accounts ?? testAccounts(() => base, made)

/** A small nation of which many units have sent, flaws and all, and some have not yet. */
async function sandbox(): Promise<TestCentre> {
  const own = await openCentre({ people: 3000, flaws: 0.2 })
  const units = own.nation.units().filter(({ size }, i) => size > 0 && i % 4 !== 3)
  const next = async (): Promise<void> => {
    for (let unit = units.pop(); unit; unit = units.pop())
      await own.push(
        unit.body,
        unit.code,
        Array.from(own.nation.unitMembers(unit.code), (i) => own.nation.sent(i)),
      )
  }
  await Promise.all([next(), next(), next(), next(), next(), next(), next(), next()])
  return own
}

const browser = await openBrowser()

interface Scene {
  readonly language: 'vi' | 'en'
  readonly scheme: 'light' | 'dark'
  readonly width: number
  readonly height: number
}

const plain: Scene = { language: 'vi', scheme: 'light', width: widths.desk, height: 900 }
async function contextFor(who: Who, { language, scheme, width, height }: Scene): Promise<BrowserContext> {
  const viewport = { width, height }
  const context = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: 'reduce' })
  await context.addInitScript(`localStorage.setItem('cbccvc.language', '${language}')`)
  if (who === 'person') await context.addCookies(ofPerson)
  else if (who) await accounts.signIn(context, who)
  return context
}

/** The first person at the stand-in of VNeID who has a record here. */
async function asPerson() {
  for (let n = 0; n < 30; n++) {
    const context = await contextFor(null, plain)
    const page = await context.newPage()
    await page.goto(`${base}/session/start`)
    await page.locator('a[href^="/session/eid/start"]').click()
    const people = page.locator('button[name=person]:not([value=""])')
    await people.first().waitFor()
    if (n >= (await people.count())) throw new Error('nobody at the stand-in of VNeID has a record here')
    await people.nth(n).click()
    await page.locator('h1').waitFor()
    const cookies = (await context.cookies()).filter(({ name }) => name === 'session')
    await context.close()
    if (cookies.length > 0) return cookies
  }
  throw new Error('nobody signed in by VNeID')
}

/** Signed in by VNeID once, before anything else; the session is handed on. */
const ofPerson = await asPerson()

async function takePicture(page: Page, { name, path, before }: Stop, file: string, whole: boolean): Promise<void> {
  await openPage(page, base + path)
  await before?.(page)
  await settled(page)
  const { width, height } = page.viewportSize()!
  // A long list shows its beginning.
  const clip = { x: 0, y: 0, width, height: Math.min(4000, await page.evaluate(() => document.body.scrollHeight)) }
  await page.screenshot({ path: file, ...(whole ? { fullPage: true, clip } : { clip: { ...clip, height } }) })
  console.log(`${name}: ${file}`)
}

/** One address asks for more here than people do, and is told to wait: then it waits. */
async function openPage(page: Page, url: string): Promise<void> {
  for (let left = 8; ; left--) {
    let braked = false
    const watch = (response: Response) => {
      braked ||= response.status() === 429
    }
    page.on('response', watch)
    await page.goto('about:blank')
    await page.goto(url)
    await page.waitForTimeout(300)
    if (!braked) {
      await page.locator('h1').first().waitFor()
      await settled(page)
    }
    page.off('response', watch)
    if (!braked || left === 0) return
    await page.waitForTimeout(10_000)
  }
}

const settled = (page: Page) =>
  page.waitForFunction(() => !document.querySelector('.loading') && document.fonts.status === 'loaded')

const visit: Visit = {
  base,
  logins: made.accounts.map(({ login }) => login),
  as: (who) => contextFor(who, plain),
}
const { stops, without } = await stopsOf(visit)
const only = process.env.ONLY?.split(',')
const chosen = stops.filter(({ name }) => !only || only.includes(name))
const wholes: readonly Scene[] = (['vi', 'en'] as const).flatMap((language) =>
  [widths.desk, widths.phone].map((width) => ({ ...plain, language, width })),
)
const dark: Scene = { ...plain, scheme: 'dark' }

/** Who goes to all pages of theirs in one go: what was loaded once is not loaded again. */
const byWho = [...Map.groupBy(chosen, ({ who }) => who)]
for (const scene of [...wholes, dark])
  for (const [who, theirs] of byWho) {
    const context = await contextFor(who, scene)
    const size = scene.width === widths.desk ? 'desk' : 'phone'
    for (const stop of theirs) {
      if (scene === dark && !stop.inDocs) continue
      const file = `${stop.name}-${size}-${scene.language}${scene === dark ? '-dark' : ''}.png`
      const page = await context.newPage()
      await takePicture(page, stop, join(folder, file), true)
      await page.close()
    }
    await context.close()
  }
if (process.env.DOCS)
  for (const stop of chosen.filter(({ inDocs }) => inDocs))
    for (const language of ['vi', 'en'] as const) {
      const context = await contextFor(stop.who, { ...plain, language, width: 1200, height: 780 })
      const file = at(`../../docs/images/${stop.name}${language === 'vi' ? '.vi' : ''}.png`)
      await takePicture(await context.newPage(), stop, file, false)
      await context.close()
    }
await browser.close()
await centre?.stop()
if (without.length > 0) {
  console.error(`no picture of: ${without.join(', ')} (gallery-stops.ts)`)
  process.exitCode = 1
}
