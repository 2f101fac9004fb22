/**
 * `npm run bench -- courier [--json] [--people N]`: the memory of `courier push` at the sizes that it must take: 60,000
 * people with all their lists in one workbook, 300,000 in CSV files and in NDJSON. Each file is read, checked, packed and
 * sealed in a process of its own; its peak is what counts. `--people` makes all three that size instead.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { nation as makeNation } from '@cbccvc/outside/nation'
import { type Kind, writeFileOf } from './courier/files.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, people: { type: 'string' } } })
const sizes: Record<Kind, number> = { xlsx: 60_000, csv: 300_000, ndjson: 300_000 }
const today = '2023-06-20'
/** The flags of bin/courier.mjs. */
const flags = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256', '--max-semi-space-size=8']
const say = (line: string) => process.stderr.write(`${line}\n`)

const result: Record<string, number> = { bar_mib: 512 }
for (const kind of Object.keys(sizes) as Kind[]) {
  const people = Number(values.people ?? sizes[kind])
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-bench-courier-'))
  try {
    const nation = makeNation({ people: Math.max(people, 1000), today, seed: 1 })
    function* all() {
      for (let i = 0; i < people; i++) yield nation.official(i)
    }
    const file = await writeFileOf(kind, folder, all)
    const began = performance.now()
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [...flags, join(import.meta.dirname, 'courier/packing.ts'), join(folder, 'home'), file, today, 'H26'],
      { encoding: 'utf8' },
    )
    if (stdout === '') throw new Error(stderr)
    const said = JSON.parse(stdout) as { records: number; blocked: number; packed: number; mib: number }
    if (said.records !== people || said.blocked > 0) throw new Error(`${kind}: ${stdout}`)
    const seconds = (performance.now() - began) / 1000
    const mib = Math.round((await sizeOf(file)) / 1024 ** 2)
    say(`${kind}: ${people} people, a file of ${mib} MiB, ${said.mib} MiB of memory, ${seconds.toFixed(0)} s`)
    Object.assign(result, {
      [`${kind}_people`]: people,
      [`${kind}_file_mib`]: mib,
      [`${kind}_packed_mib`]: Math.round(said.packed / 1024 ** 2),
      [`${kind}_rss_mib`]: said.mib,
      [`${kind}_per_s`]: Math.round(people / seconds),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
process.stdout.write(`${JSON.stringify(result)}\n`)

async function sizeOf(path: string): Promise<number> {
  const own = statSync(path)
  if (own.isFile()) return own.size
  const names = await readdir(path)
  return names.reduce((sum, name) => sum + statSync(join(path, name)).size, 0)
}
