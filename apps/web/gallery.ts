/**
 * Screenshots of every page, in both languages, at the three widths, and in the dark:
 * `npm run gallery -w @cbccvc/web -- [FOLDER] [ADDRESS]`. Without the address of a running centre it starts one of its
 * own, to which a few bodies send. At a running sandbox `ACCOUNTS` names its file of accounts (`outside/accounts.json`).
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Board, BoardParcels } from '@cbccvc/contract'
import type { BrowserContext, Page } from 'playwright-core'
import type { SandboxAccounts } from '../outside/src/sandbox/accounts.ts'
import { testAccounts } from './src/testing/accounts.ts'
import { openBrowser, widths } from './src/testing/browser.ts'
import { openCentre, type TestCentre } from './src/testing/centre.ts'
import { papers } from './src/testing/papers.ts'

const [folder = fileURLToPath(new URL('../../data/gallery', import.meta.url)), address] = process.argv.slice(2)
const centre = address === undefined ? await sandbox() : null
const base = (centre?.url ?? address!).replace(/\/$/, '')
mkdirSync(folder, { recursive: true })

/** The accounts to sign in with: of the own centre, or those that the file of a running sandbox names. */
const accounts =
  centre?.accounts ??
  (process.env.ACCOUNTS
    ? testAccounts(() => base, JSON.parse(readFileSync(process.env.ACCOUNTS, 'utf8')) as SandboxAccounts)
    : null)
const signIn = (context: BrowserContext, login = 'nationaloperator') => accounts?.signIn(context, login)

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

/** The body with most to mend and its newest parcel: the pages that have something to show. */
async function addresses(context: BrowserContext): Promise<Record<string, string>> {
  const ask = async <T>(path: string): Promise<T> => (await (await context.request.get(`${base}${path}`)).json()) as T
  const { bodies } = await ask<Board>('/v1/board')
  const body = bodies.toSorted((a, b) => b.counts.returned + b.counts.held - a.counts.returned - a.counts.held)[0]
  const parcels = body ? (await ask<BoardParcels>(`/v1/board/parcels?sender=${body.code}`)).parcels : []
  const parcel = parcels.find((one) => one.returned > 0) ?? parcels[0]
  return {
    board: '/',
    ...(body && { body: `/bodies/${body.code}` }),
    ...(body && parcel && { parcel: `/bodies/${body.code}/parcels/${parcel.parcelId}` }),
    verify: '/verify',
    good: '/verify',
    bad: '/verify',
    missing: '/bodies/khong-co',
  }
}

const { receipt, record, keys } = await papers()

/** Puts papers into the verifier: true ones, or with one figure altered. */
async function fill(page: Page, name: string): Promise<void> {
  if (name !== 'good' && name !== 'bad') return
  const [paper, line, , , own] = await page.locator('.given textarea').all()
  await paper!.fill(name === 'good' ? receipt : receipt.replace('outcome entered', 'outcome returned'))
  await line!.fill(name === 'good' ? record : record.replace('1970', '1971'))
  await own!.fill(keys)
}

const browser = await openBrowser()
const scenes = [
  ...(['vi', 'en'] as const).map((language) => ({ language, scheme: 'light' as const })),
  { language: 'vi' as const, scheme: 'dark' as const },
]
for (const { language, scheme } of scenes)
  for (const [size, width] of Object.entries(widths)) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    })
    await context.addInitScript(`localStorage.setItem('cbccvc.language', '${language}')`)
    await signIn(context)
    const page = await context.newPage()
    for (const [name, path] of Object.entries(await addresses(context))) {
      await page.goto(base + path)
      await page.locator('h1').waitFor()
      await fill(page, name)
      await page.waitForFunction(() => !document.querySelector('.loading') && document.fonts.status === 'loaded')
      const path_ = join(folder, `${name}-${size}-${language}${scheme === 'dark' ? '-dark' : ''}.png`)
      await page.screenshot({
        path: path_,
        fullPage: true,
        ...(name === 'board' && { clip: { x: 0, y: 0, width, height: 1500 } }),
      })
    }
    await context.close()
  }
await browser.close()
await centre?.stop()
console.log(folder)
