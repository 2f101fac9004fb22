import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './tally.ts'

/** Runs the command line tool of an installed package with this Node; everything it says is the report. */
export async function runTool(name: string, root: string, of: string, bin: string, args: string[]): Promise<Check> {
  const home = join(root, 'node_modules', of)
  const { bin: commands } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const started = performance.now()
  const child = spawn(process.execPath, [join(home, commands[bin]), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let report = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (report += text))
  const code = await new Promise((done) => child.once('close', done))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  return { name: `${name} (${seconds} s)`, ok: code === 0, report }
}
