import { statfsSync } from 'node:fs'
import { StartRefused } from './options.ts'

const MiB = 1024 * 1024

/** Measured with 100,000 people after one full sending: bytes on disk per person, and what is needed whatever the number. */
const perPerson = { database: 14_000, couriers: 2_500 }
const always = { database: 5 * 1024 * MiB, couriers: 100 * MiB }
/** The write-ahead log of a small sandbox never grows to its limit. */
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
