/**
 * Processor time of processes (Linux): on a noisy machine the honest measure of what a change costs. Children that have
 * ended are counted through their parent.
 */
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

interface Stat {
  readonly pid: number
  readonly parent: number
  readonly own: number
  readonly ended: number
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    return { pid, parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! }
  } catch {
    return null
  }
}

/** Seconds of processor time of a process and all its children so far; 0 where the system does not tell. */
export function cpuSeconds(pid: number | undefined): number {
  if (pid === undefined) return 0
  let ticks = 0
  const all = pids().flatMap((one) => statOf(one) ?? [])
  const add = (stat: Stat) => {
    ticks += stat.own + stat.ended
    for (const child of all) if (child.parent === stat.pid) add(child)
  }
  const top = all.find((stat) => stat.pid === pid)
  if (top) add(top)
  return ticks / ticksPerSecond
}

function pids(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  } catch {
    return []
  }
}
