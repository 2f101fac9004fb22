/** `npm run derive`: writes again what is derived from the standard and the routes (each workspace's `derive.ts`). */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, pinnedNode, root } from './node24.mjs'

ensureInstalled()
for (const workspace of ['packages/standard', 'packages/contract']) {
  const file = join(root, workspace, 'derive.ts')
  if (!existsSync(file)) continue
  const { status } = spawnSync(pinnedNode(), [file, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
