/** The guardian itself; started by index.ts, never by hand. */
import { rm } from 'node:fs/promises'
import { birthOf, isAlive, waitUntilGone } from './alive.ts'
import type { Ward, Word } from './words.ts'

const wards = new Map<number, Ward & { birth: string }>()
const folders = new Set<string>()

process.on('message', (word: Word) => {
  if ('watch' in word) wards.set(word.watch.pid, { ...word.watch, birth: birthOf(word.watch.pid) })
  else if ('unwatch' in word) wards.delete(word.unwatch)
  else folders.add(word.remove)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', async () => {
  const orders = [...new Set([...wards.values()].map((ward) => ward.order))].sort((a, b) => b - a)
  for (const order of orders) {
    await Promise.all([...wards.values()].filter((ward) => ward.order === order).map(stop))
  }
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {})
  process.exit(0)
})

async function stop({ pid, birth, signal, graceMs }: Ward & { birth: string }): Promise<void> {
  const known = birth || undefined
  if (!isAlive(pid, known)) return
  send(pid, signal)
  if (await waitUntilGone(pid, graceMs, known)) return
  send(pid, 'SIGKILL')
  await waitUntilGone(pid, 5000, known)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it ended in the meantime
  }
}
