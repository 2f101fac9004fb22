/** Packs every unit of every body to disk before the clock starts, by the couriers themselves, in threads of their own. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Nation } from '@cbccvc/outside/nation'
import type { Sender } from '@cbccvc/outside/sandbox/enrolment'

export interface PackTask {
  readonly people: number
  readonly seed: number
  readonly today: string
  readonly senders: readonly Sender[]
}

/** A parcel that lies packed in its courier's home: one unit, whole. */
export interface PackedUnit {
  readonly parcelId: string
  readonly size: number
}

export type PackNews = { readonly people: number } | { readonly code: string; readonly units: readonly PackedUnit[] }

/** Gives for each body its parcels in the order of its units. `onPeople` hears how many people are packed so far. */
export async function packNation(
  { people, seed, today }: Nation,
  senders: readonly Sender[],
  onPeople: (done: number) => void,
): Promise<Map<string, readonly PackedUnit[]>> {
  const packed = new Map<string, readonly PackedUnit[]>()
  let done = 0
  await Promise.all(
    shares(senders, Math.min(4, availableParallelism())).map(
      (share) =>
        new Promise<void>((resolve, reject) => {
          const task: PackTask = { people, seed, today, senders: share }
          const worker = new Worker(new URL('./packer-thread.ts', import.meta.url), { workerData: task })
          worker.on('message', (news: PackNews) => {
            if ('people' in news) {
              done += news.people
              onPeople(done)
            } else packed.set(news.code, news.units)
          })
          worker.once('error', reject)
          worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a packer ended with ${code}`))))
        }),
    ),
  )
  return packed
}

/** Bodies dealt out so that each share has about as many people. */
function shares(senders: readonly Sender[], count: number): Sender[][] {
  const dealt = Array.from({ length: count }, () => ({ people: 0, senders: [] as Sender[] }))
  for (const sender of [...senders].sort((a, b) => b.people - a.people)) {
    const least = dealt.reduce((a, b) => (b.people < a.people ? b : a))
    least.senders.push(sender)
    least.people += sender.people
  }
  return dealt.map((share) => share.senders)
}
