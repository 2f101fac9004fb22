import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pinnedNode, root } from './node24.mjs'

/**
 * Builds apps/web/dist if one of the files it is made of is newer (Vite, about two seconds). Test files run in processes of
 * their own and may ask at the same time: one builds, the others wait for it.
 */
export function buildPages() {
  const web = join(root, 'apps/web')
  if (!JSON.parse(readFileSync(join(web, 'package.json'), 'utf8')).scripts?.build) return
  const sources = [web, ...['contract', 'evidence', 'standard'].map((name) => join(root, 'packages', name))]
  const built = join(web, 'dist', 'index.html')
  const needed = () => Math.max(...sources.map(newest))
  const isBuilt = () => existsSync(built) && statSync(built).mtimeMs >= needed()
  if (isBuilt()) return
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  oneAtATime(join(cache, 'cbccvc-web.building'), () => {
    if (isBuilt()) return
    const upTo = needed()
    build()
    // As old as what it was made of: what is changed while it is built is newer, and builds again.
    const seconds = (upTo + 1) / 1000
    utimesSync(built, seconds, seconds)
  })
}

function build() {
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

/**
 * Does the work while no other process does it: the file `lock` holds the number of the process that is at it. One whose
 * process is gone is taken away.
 */
export function oneAtATime(lock, work) {
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  const leave = () => rmSync(lock, { force: true })
  process.once('exit', leave)
  try {
    work()
  } finally {
    process.off('exit', leave)
    leave()
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (isDead(lock)) {
    const dead = `${lock}-${process.pid}`
    try {
      renameSync(lock, dead)
      rmSync(dead, { force: true })
    } catch {
      // Another one has just taken it away.
    }
  }
  return false
}

/** Whether nobody is at it: its process is gone, or died before it wrote its number. */
function isDead(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    return owner > 0 ? !isAlive(owner) : Date.now() - statSync(lock).mtimeMs > 10_000
  } catch {
    return false // It has just been taken away.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** What stands beside the sources and is in no page. */
const notOfThePages = /^(node_modules|dist|test|testing|README\.md)$|\.test\.tsx?$/

/** The time of the newest file in a workspace's sources, in milliseconds. */
function newest(folder) {
  let time = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (notOfThePages.test(entry.name)) continue
    const path = join(folder, entry.name)
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return time
}
