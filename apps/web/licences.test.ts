/** What others wrote leaves the house only with its licence: in the served pages, and in the file that people take away. */
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runsOn } from '../../scripts/third-party.ts'
import { buildWeb } from './build.ts'

const root = join(import.meta.dirname, '../..')
// Beside where the build gathers its files: it moves them as a whole, which no file system does across two disks.
const folder = join(root, `node_modules/.cache/cbccvc-licences-${process.pid}`)
before(() => buildWeb(folder))
after(() => rmSync(folder, { recursive: true, force: true }))

/** `name version` at the head of each text. */
const heads = (text: string) =>
  [...text.matchAll(/(?:^|-{79}\n\n|<!--\n)(\S+) (\d[\w.-]+)\n\n/g)].map(([, name]) => name)
const built = (name: string) => readFileSync(join(folder, name), 'utf8')

test('the pages carry the licence of everything that is built into them', () => {
  const text = built('licences.txt')
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const locked = [...runsOn(packages, 'apps/web')].map((path) => path.replace(/^.*node_modules\//, ''))
  // The contract's shapes are types here: their library is never shipped. Of the QR codes the half that writes files and
  // the command of the library stay at home.
  const command = runsOn(packages, Object.keys(packages).find((path) => path.endsWith('node_modules/yargs'))!)
  const stays = new Set([
    'typebox',
    'pngjs',
    'yargs',
    ...[...command].map((path) => path.replace(/^.*node_modules\//, '')),
  ])
  assert.deepEqual(heads(text), locked.filter((name) => !stays.has(name)).sort())
  const granted = text.match(/THE SOFTWARE IS PROVIDED\s+["“]AS IS/g)?.length ?? 0
  assert.ok(granted >= heads(text).length - 2, `${granted} texts`)
  assert.match(text, /SIL OPEN FONT LICENSE Version 1\.1/)
})

test('the single file carries the licences of its own parts, behind everything that runs', () => {
  const html = built('verifier.html')
  const notes = html.slice(html.lastIndexOf('</body>'))
  assert.deepEqual(heads(notes), ['@noble/curves', '@noble/hashes', 'react', 'react-dom', 'scheduler'])
  assert.match(notes, /-->\s*<\/html>\s*$/)
})
