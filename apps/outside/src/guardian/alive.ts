import { readFileSync } from 'node:fs'

/**
 * Is this process running? A zombie (ended, not yet collected) is not.
 * @param birth what {@link birthOf} said of it; another process with the same number is then not taken for it.
 */
export function isAlive(pid: number, birth?: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  if (process.platform !== 'linux') return true
  const fields = statOf(pid)
  return fields !== undefined && fields[0] !== 'Z' && fields[0] !== 'X' && (birth === undefined || fields[19] === birth)
}

/** When the process was started, in the kernel's clock ticks; '' where the system does not say. */
export function birthOf(pid: number): string {
  return statOf(pid)?.[19] ?? ''
}

/** Waits until the process is gone. @returns false if it still ran after `ms` milliseconds. */
export async function waitUntilGone(pid: number, ms: number, birth?: string): Promise<boolean> {
  const end = Date.now() + ms
  while (isAlive(pid, birth)) {
    if (Date.now() > end) return false
    await new Promise((done) => setTimeout(done, 15))
  }
  return true
}

/** Fields of /proc/PID/stat from the third one (state) on: the second may hold spaces. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
