/**
 * How many records a second one core seals: one record is its two boxes, restricted and sealed, each with its salt, bound
 * to its entry, class and key number, as `addEntries` makes them. Without the database: what the cipher costs.
 */
import { createSecretKey, randomBytes } from 'node:crypto'
import { nation } from '@cbccvc/outside/nation'
import { boxes } from '@cbccvc/registry'
import { edition, examine, splitByClass } from '@cbccvc/standard'

export interface Sealing {
  /** Records a second of processor time, the median of the rounds. */
  readonly perS: number
  /** Plaintext bytes of a record's two boxes. */
  readonly bytes: number
}

/** Seals `rounds` times all of `records` synthetic officials. */
export function measureSeals({ records = 1000, rounds = 15 } = {}): Sealing {
  const people = nation({ people: Math.max(records, 1000), today: '2023-06-20' })
  const standard = edition()
  const plain = Array.from({ length: records }, (_, i) => {
    const { values, bad } = examine({ ...people.official(i) }, standard, '2023-06-20')
    const texts = splitByClass(values, bad, standard)
    return (['restricted', 'sealed'] as const).map((kind) =>
      Buffer.concat([randomBytes(16), Buffer.from(texts[kind] ?? '')]),
    ) as [Buffer, Buffer]
  })
  const keys = boxes()
  for (const kind of ['restricted', 'sealed'] as const)
    keys.add({ kind, number: 1, startsAt: 0, key: createSecretKey(randomBytes(32)) })
  const once = () => {
    for (const [i, [restricted, sealed]] of plain.entries()) {
      const place = `entry ${JSON.stringify([i, 1_687_219_200_000, i, 'H26', 1, 'statement', '2023-06-20', 1])}`
      keys.seal('restricted', place, restricted)
      keys.seal('sealed', place, sealed)
    }
  }
  for (let i = 0; i < 3; i++) once()
  const rates: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage()
    once()
    const { user, system } = process.cpuUsage(start)
    rates.push((records * 1_000_000) / (user + system))
  }
  const bytes = plain.reduce((sum, [a, b]) => sum + a.length + b.length, 0) / records
  return { perS: Math.round(rates.sort((a, b) => a - b)[rounds >> 1]!), bytes: Math.round(bytes) }
}
