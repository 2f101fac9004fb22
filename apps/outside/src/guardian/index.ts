/**
 * The guardian: one small process beside ours that outlives us by a moment.
 *
 * Whatever ends this process (a clean exit, an exception, kill -9), the guardian sees the line between us close, stops
 * the processes it was told of (higher order first), removes the folders it was told of, and ends itself. It runs in a
 * session of its own, so that Ctrl-C in a terminal reaches only us.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Ward, Word } from './words.ts'

export type { Ward } from './words.ts'

const wards = new Map<number, Ward>()
const folders = new Set<string>()
let child: ChildProcess | undefined
let closing = false

/** Have this process stopped when we are gone. */
export function guard(ward: Ward): void {
  wards.set(ward.pid, ward)
  say({ watch: ward })
}

/** The process has ended by itself, or we stopped it: nothing left to do for the guardian. */
export function release(pid: number): void {
  wards.delete(pid)
  say({ unwatch: pid })
}

/** Have this folder removed when we are gone and every guarded process has stopped. */
export function removeAtEnd(folder: string): void {
  folders.add(folder)
  say({ remove: folder })
}

/** Sends the guardian home early and waits until it has done its duties. Called last; harmless without a guardian. */
export async function dismissGuardian(): Promise<void> {
  const leaving = child
  closing = true
  if (leaving && leaving.exitCode === null && leaving.signalCode === null) {
    leaving.ref()
    const gone = new Promise((done) => leaving.once('exit', done))
    if (leaving.connected) leaving.disconnect()
    await gone
  }
  child = undefined
  wards.clear()
  folders.clear()
  closing = false
}

function say(word: Word): void {
  if (child?.connected) child.send(word, () => {})
  else if (!closing) engage()
}

function engage(): void {
  const script = fileURLToPath(new URL('./process.ts', import.meta.url))
  const fresh = fork(script, [], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
  child = fresh
  fresh.unref()
  fresh.channel?.unref()
  fresh.on('error', () => {})
  fresh.on('exit', () => {
    if (child !== fresh || closing) return
    child = undefined
    if (wards.size + folders.size > 0) engage()
  })
  for (const ward of wards.values()) fresh.send({ watch: ward } satisfies Word, () => {})
  for (const folder of folders) fresh.send({ remove: folder } satisfies Word, () => {})
}
