import { statfsSync } from 'node:fs'
import { StartRefused } from './options.ts'

const MiB = 1024 * 1024

/** Bytes a person, measured after one full sending of 20,000 (8,000 and 1,700), and a quarter on top. */
const perPerson = { database: 10_000, couriers: 2_200 }
/** Whatever the number: the write-ahead log grows to its limit. */
const always = { database: 5 * 1024 * MiB, couriers: 100 * MiB }
/** … which it does not in a small sandbox. */
const smallAlways = 600 * MiB

/** Bytes that a first start with so many people will need. */
export function spaceNeeded(people: number, embedded: boolean): number {
  const fixed = people < 50_000 ? smallAlways : always.database
  return always.couriers + people * perPerson.couriers + (embedded ? fixed + people * perPerson.database : 0)
}

/** Checks the disk under the folder before anything is written. Throws StartRefused. */
export function requireSpace(folder: string, people: number, embedded: boolean): void {
  const { bavail, bsize } = statfsSync(folder)
  const needed = spaceNeeded(people, embedded)
  if (bavail * bsize >= needed) return
  const [want, have] = [needed, bavail * bsize].map((bytes) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`)
  throw new StartRefused(
    `${people.toLocaleString('vi')} người cần khoảng ${want} trên đĩa; ${folder} còn ${have}. Chọn --people ít hơn hoặc --data ở đĩa khác.`,
    `${people.toLocaleString('en')} people need about ${want} of disk; ${folder} has ${have}. Choose fewer --people or a --data on another disk.`,
  )
}
