import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the tests left in their scratch folder. */
export function filesLeft(scratch: string): string[] {
  return readdirSync(scratch).map((name) => join('tmp', name))
}

/**
 * Processes of the run that still live two seconds after its end (they are ended now). Known by a mark in their
 * environment; where the system does not show that, nothing is found.
 */
export async function processesLeft(mark: string): Promise<string[]> {
  const end = Date.now() + 2000
  let left = withMark(mark)
  while (left.length > 0 && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 50))
    left = withMark(mark)
  }
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // it ended after all
    }
  }
  return left.map(({ pid, command }) => `${pid} ${command}`)
}

function withMark(mark: string): { pid: number; command: string }[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`CBCCVC_TEST_RUN=${mark}`)) return []
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return command ? [{ pid, command }] : []
      } catch {
        return []
      }
    })
}

/** `git status`, one line per changed file; empty outside a git repository. */
export function repositoryState(root: string): string[] {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore']
    return execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], {
      cwd: root,
      encoding: 'utf8',
      stdio,
    })
      .split('\n')
      .filter(Boolean)
  } catch {
    return []
  }
}
