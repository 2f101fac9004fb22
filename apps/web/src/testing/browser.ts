/**
 * A browser without a system package: the Chromium that `@sparticuz/chromium` carries, unpacked once into this
 * repository's own cache. Where the system lacks the libraries that it needs, the package's own are used.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packed, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const cache = fileURLToPath(new URL('../../../../node_modules/.cache/cbccvc-chromium', import.meta.url))
const archives = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'bin')

/** The package unpacks into the temporary folder of the moment: for that moment it is our cache. */
async function unpacked<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(cache, { recursive: true })
  const unlock = await lock(join(cache, 'unpacking'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = cache
  try {
    return await work()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    unlock()
  }
}

/** Test files run in processes of their own: one unpacks, the others wait. A lock older than a minute is a dead one's. */
async function lock(path: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(path)
      return () => rmSync(path, { recursive: true, force: true })
    } catch {
      const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
      if (Date.now() - since > 60_000) rmSync(path, { recursive: true, force: true })
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}

/** The package's font and no other: pages look the same on every machine. */
function fontsOnly(): string {
  const file = join(cache, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(cache, 'fonts')}</dir><cachedir>${join(cache, 'fonts-cache')}</cachedir></fontconfig>`,
  )
  return file
}

/** Starts it. The package's libraries are laid on the path only where the system's own are missing. */
export async function openBrowser(): Promise<Browser> {
  packed.setGraphicsMode = false
  const executablePath = await unpacked(() => packed.executablePath(archives))
  const env: Record<string, string> = {
    ...(process.env as Record<string, string>),
    FONTCONFIG_FILE: fontsOnly(),
    // It shares memory through files that a quick end may leave behind: not in the folder of our tests.
    TMPDIR: join(cache, 'tmp'),
  }
  mkdirSync(join(cache, 'tmp'), { recursive: true })
  if (spawnSync('ldd', [executablePath], { encoding: 'utf8' }).stdout?.includes('not found')) {
    await unpacked(() => inflate(join(archives, 'al2023.tar.br')))
    env.LD_LIBRARY_PATH = [join(cache, 'al2023', 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  }
  return chromium.launch({
    executablePath,
    env,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--font-render-hinting=none',
    ],
  })
}

/** The three widths that every page is made for. */
export const widths = { phone: 360, tablet: 768, desk: 1440 } as const
