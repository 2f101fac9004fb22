import { Worker } from 'node:worker_threads'
import type { Sender } from './enrolment.ts'
import type { Identity } from './folder.ts'

/** What the couriers' thread is told. */
export interface SendersTask extends Identity {
  server: string
  senders: Sender[]
  /** Parcels in all: one for each unit. */
  parcels: number
}

/** How far the couriers are. */
export interface SendersNews {
  /** Records sent. */
  sent: number
  /** Parcels sent, concluded, and with a verified receipt in hand. */
  parcels: number
  concluded: number
  receipts: number
  /** What the courier or the centre would not take at all (a secret mark, for example). */
  refused: { parcels: number; records: number }
  /** Why couriers wait at the moment, in the centre's words; null when none does. */
  waiting: string | null
}

/** Nothing done yet. */
export const noNews: SendersNews = {
  sent: 0,
  parcels: 0,
  concluded: 0,
  receipts: 0,
  refused: { parcels: 0, records: 0 },
  waiting: null,
}

/** The couriers of the nation at work. */
export interface Senders {
  news(): SendersNews
  /** Settles when every parcel is concluded and its receipt is in hand (true), or after `stop` (false). */
  finished: Promise<boolean>
  stop(): Promise<void>
}

/** Sets the couriers of all bodies to work. A parcel that was sent before is not sent again. */
export function startSenders(task: SendersTask, onRefused: (reason: string) => void): Senders {
  const worker = new Worker(new URL('./senders-thread.ts', import.meta.url), { workerData: task })
  let news = noNews
  let done = false
  const finished = new Promise<boolean>((resolve, reject) => {
    worker.on('message', (message: { news: SendersNews } | { refused: string } | { done: boolean }) => {
      if ('news' in message) news = message.news
      else if ('refused' in message) onRefused(message.refused)
      else done = message.done
    })
    worker.once('error', reject)
    worker.once('exit', () => resolve(done))
  })
  return {
    news: () => news,
    finished,
    async stop() {
      worker.postMessage('stop')
      const late = setTimeout(() => worker.terminate(), 5000)
      await finished.catch(() => false)
      clearTimeout(late)
    },
  }
}
