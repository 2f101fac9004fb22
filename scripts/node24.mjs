/**
 * From any Node >= 20 to the pinned Node 24 of the lock file. Built-ins only: this runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Says the sentence in both languages and ends. */
function refuse(vi, en) {
  console.error(`${vi}\n${en}`)
  process.exit(1)
}

/** Runs `npm ci` if nothing is installed or the lock file asks for something else than what is. */
export function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    refuse(`Cần Node 20 trở lên; đây là ${process.version}.`, `Node 20 or later is needed; this is ${process.version}.`)
  }
  const missing = missingPackages()
  if (missing.length === 0) return
  console.error(
    existsSync(join(root, 'node_modules'))
      ? `Cài lại theo package-lock.json / installing again from the lock file (${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''})`
      : 'Cài đặt theo package-lock.json / installing from the lock file',
  )
  const npm = process.env.npm_execpath
  const [command, ...args] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell: command === 'npm' && process.platform === 'win32' }
  const { status } = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund'], options)
  if (status !== 0) refuse('npm ci không thành công.', 'npm ci failed.')
}

/** Packages that the lock file names and this machine lacks, as `name@version`; those for other systems do not count. */
function missingPackages() {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  let present = {}
  try {
    present = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages
  } catch {
    // nothing installed
  }
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && !isForOthers(entry))
    .filter(([path, entry]) => {
      const found = present[path]
      if (!found) return !(entry.optional || entry.devOptional || entry.peer) || isPinnedNode(path)
      return found.version !== entry.version || found.link !== entry.link || !existsSync(join(root, path))
    })
    .map(([path, entry]) => `${path.replace(/^.*node_modules\//, '')}@${entry.version ?? 'local'}`)
}

function isForOthers({ os, cpu }) {
  const fits = (wanted, mine) => {
    const list = wanted === undefined ? [] : [wanted].flat()
    const named = list.filter((one) => !one.startsWith('!'))
    return (named.length === 0 || named.includes(mine)) && !list.includes(`!${mine}`)
  }
  return !fits(os, process.platform) || !fits(cpu, process.arch)
}

const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

function isPinnedNode(path) {
  return path === `node_modules/${nodePackage}`
}

/** The path of the Node to run TypeScript with: the pinned one, else this one if it is 24 or later. */
export function pinnedNode() {
  const path = join(root, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(path) && spawnSync(path, ['--version']).status === 0) return path
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return refuse(
    `Chưa có Node 24 đi kèm cho ${process.platform}-${process.arch}; hãy chạy bằng Node 24.`,
    `No Node 24 comes with the project for ${process.platform}-${process.arch}; run with a Node 24 of your own.`,
  )
}

/**
 * Runs a TypeScript file with the pinned Node in place of this process: same terminal, same exit code, signals passed
 * on. The two are tied by a channel: if this process dies, however, the other sees `disconnect`.
 */
export function become(script, args) {
  const tether = pathToFileURL(join(root, 'scripts', 'tether.mjs')).href
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  const child = spawn(pinnedNode(), ['--import', tether, script, ...args], { cwd: root, stdio })
  // Ctrl-C reaches the child by itself, as it does every process of the terminal's group; we wait for it.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const above = launchers()
  const watch = setInterval(() => {
    if (launchers() !== above && child.connected) child.disconnect()
  }, 500)
  child.on('exit', (code, signal) => {
    clearInterval(watch)
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0))
  })
}

/** Under npm: the numbers of the two processes above us, the shell of npm and npm itself. A change means that one died. */
function launchers() {
  if (process.env.npm_lifecycle_event === undefined) return ''
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'latin1')
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return `${process.ppid}`
  }
}
