import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode, root } from './node24.mjs'

/** Builds apps/web/dist if one of the files it is made of is newer (Vite, about two seconds). */
export function buildPages() {
  const web = join(root, 'apps/web')
  if (!JSON.parse(readFileSync(join(web, 'package.json'), 'utf8')).scripts?.build) return
  const built = join(web, 'dist', 'index.html')
  const sources = [web, ...['contract', 'evidence', 'standard'].map((name) => join(root, 'packages', name))]
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest))) return
  console.error('Dựng các trang web / building the pages')
  const npm = process.env.npm_execpath
  const [command, ...args] = npm?.endsWith('.js') ? [pinnedNode(), npm] : ['npm']
  const path = `${join(pinnedNode(), '..')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`
  const { status } = spawnSync(command, [...args, 'run', 'build', '--silent', '--workspace', 'apps/web'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, PATH: path },
    shell: command === 'npm' && process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('Không dựng được các trang web. / The pages could not be built.')
    process.exit(1)
  }
}

/** The time of the newest file in a workspace's sources, in milliseconds. */
function newest(folder) {
  let time = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name === 'test') continue
    const path = join(folder, entry.name)
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return time
}
