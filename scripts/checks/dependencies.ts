/**
 * What the lock file may hold: every package with the digest of its bytes and a licence that we may pass on, from the
 * registry alone, no version that is known to be bad; and nothing of them runs while it is installed.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
export type Lock = Readonly<Record<string, Locked>>

export interface Advisories {
  readonly below: readonly { readonly name: string; readonly version: string; readonly why: string }[]
  readonly exact: readonly { readonly name: string; readonly versions: readonly string[] }[]
}

/** Licences that ask for no more than their text beside a copy; MPL and OFL for files that we do not change. */
const licences = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'MPL-2.0', 'Zlib'],
  ...['OFL-1.1', 'Unlicense', 'CC0-1.0', 'Python-2.0', 'PostgreSQL'],
])

/** Two old packages below exceljs that state theirs in another way; read in their sources. */
const readByHand: Readonly<Record<string, string>> = { 'chainsaw@0.1.0': 'MIT', 'buffers@0.1.1': 'MIT' }

/** Whether an SPDX expression can be met with these licences: one side of OR, both of AND. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1')
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isAllowed)
  if (plain.includes(' AND ')) return plain.split(' AND ').every(isAllowed)
  return licences.has(plain)
}

/** `6.2.1` before `6.10.0`; what is no release of three numbers comes first. */
function isBelow(version: string, other: string): boolean {
  const [one = [], two = []] = [version, other].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number))
  for (let i = 0; i < 3; i++) if (one[i] !== two[i]) return !((one[i] ?? 0) > (two[i] ?? 0))
  return version.includes('-')
}

/** What is wrong with a lock file, a sentence each. */
export function dependencyFaults(lock: Lock, npmrc: string, { below, exact }: Advisories): string[] {
  const faults: string[] = []
  for (const [path, entry] of Object.entries(lock)) {
    const specs = { ...entry.dependencies, ...entry.devDependencies, ...entry.optionalDependencies }
    for (const [name, spec] of Object.entries(specs))
      if (/[:/]/.test(spec)) faults.push(`${path || 'the root'}: ${name} does not come from the registry (${spec})`)
    if (!path.includes('node_modules/') || entry.link) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 13)
    const { version = '', license } = entry
    const stated = license ?? readByHand[`${name}@${version}`]
    const what = `${name} ${version}`
    if (entry.resolved && !/^https:\/\/registry\.npmjs\.org\//.test(entry.resolved))
      faults.push(`${what} comes from ${entry.resolved.split('/').slice(0, 3).join('/')}`)
    if (!/^sha512-/.test(entry.integrity ?? '') && !entry.inBundle) faults.push(`${what} has no digest (sha512)`)
    if (stated === undefined || !(isAllowed(stated) || readByHand[`${name}@${version}`]))
      faults.push(`${what}: licence ${license ?? 'not stated'}`)
    const bad = below.find((one) => one.name === name && isBelow(version, one.version))
    if (bad) faults.push(`${what} is known to be bad: ${bad.why}; take ${bad.version}`)
    if (exact.some((one) => one.name === name && one.versions.includes(version)))
      faults.push(`${what} was published by a thief`)
  }
  const scripts = Object.entries(lock).filter(([path, one]) => path !== '' && one.hasInstallScript)
  if (scripts.length > 0 && !/^ignore-scripts\s*=\s*true$/m.test(npmrc))
    faults.push(`.npmrc lets the scripts of ${scripts.length} packages run while they are installed`)
  return faults
}

export function readLock(root: string): { lock: Lock; npmrc: string; advisories: Advisories } {
  const read = (name: string) => readFileSync(join(root, name), 'utf8')
  return {
    lock: (JSON.parse(read('package-lock.json')) as { packages: Lock }).packages,
    npmrc: read('.npmrc'),
    advisories: JSON.parse(read('scripts/checks/advisories.json')) as Advisories,
  }
}

/**
 * Asks the registry what it knows of the packages of the lock file (`npm audit`). Gives the packages with a grave flaw, or
 * null where it does not answer such questions: a mirror, no network.
 */
export async function askRegistry(root: string, seconds = 30): Promise<string[] | null> {
  const npm = process.env.npm_execpath
  const [command, ...args] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const child = spawn(command!, [...args, 'audit', '--json', '--package-lock-only'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: command === 'npm' && process.platform === 'win32',
  })
  const late = setTimeout(() => child.kill(), seconds * 1000)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await new Promise((done) => child.once('error', done).once('close', done))
  clearTimeout(late)
  return readAudit(said)
}

/** What `npm audit --json` said; null where that is no answer. */
export function readAudit(said: string): string[] | null {
  try {
    const { vulnerabilities } = JSON.parse(said) as {
      vulnerabilities?: Record<string, { severity: string; range: string }>
    }
    if (!vulnerabilities) return null
    return Object.entries(vulnerabilities)
      .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
      .map(([name, { severity, range }]) => `${name} ${range}: ${severity}`)
  } catch {
    return null
  }
}
