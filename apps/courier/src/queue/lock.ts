import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
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

/**
 * Takes a lock file for one kind of work; gives the function that releases it. A lock left by a process that no longer
 * lives is taken over: a killed courier blocks nobody.
 */
export function takeLock(folder: string, work: 'push' | 'pull'): () => void {
  const path = join(folder, `${work}.lock`)
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = ownerOf(path)
    if (owner !== null && owner !== process.pid && isAlive(owner)) throw new HomeBusy(owner)
    rmSync(path, { force: true })
  }
  throw new HomeBusy(ownerOf(path) ?? 0)
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
