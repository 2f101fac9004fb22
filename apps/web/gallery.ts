/**
 * Screenshots of every page, in both languages, at the three widths, light and dark:
 * `npm run gallery -w @cbccvc/web -- [ADDRESS] [FOLDER]`. The address is a running centre (default: that of `npm start`).
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Board, BoardParcels } from '@cbccvc/contract'
import type { Page } from 'playwright-core'
import { openBrowser, widths } from './src/testing/browser.ts'
import { papers } from './src/testing/papers.ts'

const [address = 'http://127.0.0.1:8080', folder = fileURLToPath(new URL('../../data/gallery', import.meta.url))] =
  process.argv.slice(2)
const base = address.replace(/\/$/, '')
mkdirSync(folder, { recursive: true })

const ask = async <T>(path: string): Promise<T> => (await (await fetch(`${base}${path}`)).json()) as T

/** The fullest body and its newest parcel: the pages that have something to show. */
async function addresses(): Promise<Record<string, string>> {
  const { bodies } = await ask<Board>('/v1/board')
  const body = bodies.toSorted((a, b) => b.counts.returned - a.counts.returned)[0]
  const parcels = body ? (await ask<BoardParcels>(`/v1/board/parcels?sender=${body.code}`)).parcels : []
  const parcel = parcels.find((one) => one.returned > 0) ?? parcels[0]
  return {
    board: '/',
    ...(body && { body: `/co-quan/${body.code}` }),
    ...(body && parcel && { parcel: `/co-quan/${body.code}/goi/${parcel.parcelId}` }),
    verify: '/kiem-chung',
    good: '/kiem-chung',
    bad: '/kiem-chung',
    missing: '/khong-co',
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
    const page = await context.newPage()
    for (const [name, path] of Object.entries(await addresses())) {
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
console.log(folder)
