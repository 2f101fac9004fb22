import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Text } from '@cbccvc/standard'

/** Another process works on the same home. */
export class HomeBusy extends Error {
  readonly text: Text
  constructor(pid: number) {
    super(`another courier (process ${pid}) is working in this home`)
    this.name = 'HomeBusy'
    this.text = {
      vi: `Một tiến trình courier khác (số ${pid}) đang làm việc trong thư mục này; chờ xong rồi chạy lại`,
      en: `Another courier (process ${pid}) is working in this folder; wait for it and run again`,
    }
  }
}

/** Locks that this process holds: its own number in a file may also be left from a process before it (in a container). */
const ours = new Set<string>()

/**
 * Takes a lock file for one kind of work; gives the function that releases it. A lock left by a process that no longer
 * lives is taken over: a killed courier blocks nobody.
 */
export function takeLock(folder: string, work: 'push' | 'pull'): () => void {
  const path = join(folder, `${work}.lock`)
  return alone(folder, () => {
    if (ours.has(path)) throw new HomeBusy(process.pid)
    const owner = ownerOf(path)
    if (owner !== null && owner !== process.pid && isAlive(owner)) throw new HomeBusy(owner)
    writeFileSync(path, String(process.pid))
    ours.add(path)
    return () => {
      ours.delete(path)
      rmSync(path, { force: true })
    }
  })
}

/**
 * Looking who holds a lock and taking it are one step: two who find the same dead owner, or a file not written yet, do
 * not both win. The system itself ends this hold when its process dies.
 */
function alone<T>(folder: string, work: () => T): T {
  const guard = new DatabaseSync(join(folder, 'lock.db'), { timeout: 10_000 })
  try {
    guard.exec('BEGIN EXCLUSIVE')
    return work()
  } finally {
    guard.close()
  }
}

function ownerOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
