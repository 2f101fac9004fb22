/** The pages are built once, whoever asks at the same time. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { replaceFolder } from '../apps/web/build.ts'

const pages = new URL('pages.mjs', import.meta.url).href

/** Runs in a process of its own; gives its exit code. */
const elsewhere = (code: string) =>
  new Promise<number | null>((done) =>
    spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'inherit', 'inherit'] }).on(
      'exit',
      done,
    ),
  )

test('of many processes one works at a time, and who died at it holds nobody up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-pages-'))
  const lock = join(folder, 'lock')
  const log = join(folder, 'log')
  const dead = await new Promise<number>((done) => {
    const child = spawn(process.execPath, ['-e', '0'])
    child.on('exit', () => done(child.pid!))
  })
  writeFileSync(lock, String(dead))
  const code = `
    import { oneAtATime } from ${JSON.stringify(pages)}
    import { appendFileSync } from 'node:fs'
    oneAtATime(${JSON.stringify(lock)}, () => {
      appendFileSync(${JSON.stringify(log)}, 'in ')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60)
      appendFileSync(${JSON.stringify(log)}, 'out ')
    })`
  const codes = await Promise.all(Array.from({ length: 5 }, () => elsewhere(code)))
  assert.deepEqual(codes, [0, 0, 0, 0, 0])
  assert.equal(readFileSync(log, 'utf8'), 'in out '.repeat(5))
  assert.ok(!existsSync(lock))
  rmSync(folder, { recursive: true })
})

test('a folder that many put in one place at once is whole, and nothing is left beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-pages-'))
  const place = join(folder, 'dist')
  for (let round = 0; round < 20; round++) {
    await Promise.all(
      Array.from({ length: 6 }, async (_, i) => {
        const fresh = join(folder, `fresh-${round}-${i}`)
        mkdirSync(fresh)
        for (const name of ['a', 'b', 'c']) writeFileSync(join(fresh, name), `${round} ${i}`)
        await replaceFolder(fresh, place)
      }),
    )
    const texts = new Set(['a', 'b', 'c'].map((name) => readFileSync(join(place, name), 'utf8')))
    assert.equal(texts.size, 1, 'of one and the same')
  }
  assert.deepEqual(readdirSync(folder), ['dist'])
  rmSync(folder, { recursive: true })
})
