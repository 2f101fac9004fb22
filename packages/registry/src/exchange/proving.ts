/**
 * Where a part is proven: a small one here and now; a large one in a thread beside, one at a time, because what may stand
 * in 64 MiB can take seconds to read, and nobody else should wait for that.
 */
import { Worker } from 'node:worker_threads'
import type { Manifest } from '@cbccvc/evidence'
import type { Queryable } from '../database/index.ts'
import { type ProvenPart, proveRecords, type StatedPart, samePart, statedPart } from './prove.ts'
import { type RefusalFacts, Refused, type RegistryRefusal } from './refused.ts'

/** Decompressed bytes up to which a part is proven inline: every ordinary part; the worst that fits in takes about 200 ms. */
const inlineBytes = 4 * 1024 * 1024
/** After so long without work the thread ends; the next large part starts another. */
const idleMs = 10_000

/** Tests a part of an open parcel; null when it is held already, with the same bytes. Throws Refused. */
export async function examinePart(
  db: Queryable,
  parcel: { readonly id: number },
  manifest: Manifest,
  no: number,
  bytes: Buffer,
  digestOf: (bytes: Buffer) => string,
): Promise<ProvenPart | null> {
  const { rows } = await db.query('select 1 from part where parcel = $1 and no = $2', [parcel.id, no])
  if (rows.length > 0) {
    samePart(manifest, no, bytes, digestOf)
    return null
  }
  const stated = statedPart(manifest, no, bytes, digestOf)
  return stated.rawSize <= inlineBytes ? proveRecords(stated, bytes) : proveBeside(stated, bytes)
}

export interface Question {
  readonly id: number
  readonly stated: StatedPart
  readonly bytes: Uint8Array
}
export type Reply = { readonly id: number } & (
  | { readonly leaves: Uint8Array; readonly subtrees: Uint8Array }
  | { readonly code: RegistryRefusal; readonly facts: RefusalFacts }
)

interface Waiting {
  readonly stated: StatedPart
  readonly resolve: (part: ProvenPart) => void
  readonly reject: (error: unknown) => void
}

interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
  idle: NodeJS.Timeout | undefined
}

let thread: Thread | null = null
let lastId = 0

/** Proves a part in the thread beside. Throws Refused. */
export function proveBeside(stated: StatedPart, bytes: Buffer): Promise<ProvenPart> {
  thread ??= openThread()
  const { worker, waiting, idle } = thread
  clearTimeout(idle)
  worker.ref()
  const id = ++lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { stated, resolve, reject })
    worker.postMessage({ id, stated, bytes } satisfies Question)
  })
}

function openThread(): Thread {
  const worker = new Worker(new URL('./prove-worker.ts', import.meta.url))
  const own: Thread = { worker, waiting: new Map(), idle: undefined }
  worker.on('message', (reply: Reply) => {
    const { stated, resolve, reject } = own.waiting.get(reply.id)!
    own.waiting.delete(reply.id)
    if (own.waiting.size === 0) rest(own)
    if ('code' in reply) return reject(new Refused(reply.code, reply.facts))
    const { no, firstIndex, records } = stated
    const [leaves, subtrees] = [Buffer.from(reply.leaves), Buffer.from(reply.subtrees)]
    resolve({ no, firstIndex, records, leaves, subtrees })
  })
  const end = (error: unknown) => {
    if (thread === own) thread = null
    for (const { reject } of own.waiting.values()) reject(error)
    own.waiting.clear()
  }
  worker.on('error', end)
  worker.on('exit', (code) => end(new Error(`the proving thread ended with ${code}`)))
  return own
}

/** A thread without work keeps no process alive, and ends after a while. */
function rest(own: Thread): void {
  own.worker.unref()
  own.idle = setTimeout(() => {
    if (thread === own) thread = null
    void own.worker.terminate()
  }, idleMs).unref()
}
