#!/usr/bin/env node
// Runs under any Node from 20 on: finds the pinned Node 24 of the project and runs the courier with it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../src/cli/run.ts', import.meta.url))
// Memory stays below 512 MiB whatever the size of a file: the collector is told so.
const flags = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256', '--max-semi-space-size=8']

function pinnedNode() {
  const names = { 'linux-x64': 'bin/node', 'linux-arm64': 'bin/node', 'win32-x64': 'bin/node.exe' }
  const platform = `${process.platform}-${process.arch}`
  const program = names[platform]
  if (program !== undefined) {
    try {
      const require = createRequire(import.meta.url)
      const packageJson = require.resolve(`node-${platform.replace('win32', 'win')}/package.json`)
      const path = join(dirname(packageJson), program)
      if (existsSync(path)) return path
    } catch {
      // Not installed for this platform: the running Node may do.
    }
  }
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null
}

const node = pinnedNode()
if (node === null) {
  console.error('Cần Node 24 trở lên để chạy courier.\n  Node 24 or later is needed to run the courier.')
  process.exit(1)
}
const child = spawnSync(node, [...flags, entry, ...process.argv.slice(2)], { stdio: 'inherit' })
if (child.signal) process.kill(process.pid, child.signal)
process.exit(child.status ?? 1)
