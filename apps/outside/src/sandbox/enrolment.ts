import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Nation } from '../nation/index.ts'
import { type Folder, writeJson } from './folder.ts'
import { ensureKey } from './keys.ts'

/** One body that sends, with its courier's home and key. */
export interface Sender {
  code: string
  name: string
  people: number
  /** Folder of its courier. */
  home: string
  /** base64url. */
  seed: string
}

/** The day from which the units of the synthetic nation are valid. */
const unitsSince = '2015-01-01'

/** Makes the couriers' keys and writes the enrolment file that `apps/server enroll` reads. */
export function writeEnrolment(
  folder: Folder,
  nation: Nation,
): {
  file: string
  senders: Sender[]
  /** Seed of the centre's operator key (base64url): it watches the board. */
  operator: string
} {
  const bodies = nation.bodies()
  const keys = bodies.map((body) => ensureKey(join(folder.couriers, body.code), body.code))
  const operator = ensureKey(join(folder.outside, 'operator'), 'CENTRE')
  const file = join(folder.outside, 'enrolment.json')
  writeJson(file, {
    bodies: bodies.map(({ code, name, group, placeholder }) => ({ code, name, group, placeholder })),
    units: nation.units().map(({ code, parent, name, body }) => ({ code, parent, name, body, validFrom: unitsSince })),
    keys: [operator, ...keys].map(({ name, publicKey }) => {
      return { sender: name, publicKey, sandbox: true, role: name === 'CENTRE' ? 'operator' : 'body' }
    }),
  })
  const senders = bodies.map(({ code, name, people }, index) => {
    return { code, name, people, home: join(folder.couriers, code), seed: keys[index]?.seed ?? '' }
  })
  return { file, senders, operator: operator.seed }
}

/**
 * Tells each courier's home where its centre is and which key is its own, so that whoever plays a body's officer needs
 * `--home` alone; what that officer had it remember beside (a unit) stays. The port may be another one at each start.
 */
export function writeSettings(senders: readonly Sender[], server: string): void {
  for (const { code, home } of senders) {
    const file = join(home, 'config.json')
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {}
    writeJson(file, { ...kept, server, sender: code, key: join(home, 'key.json') })
  }
}
