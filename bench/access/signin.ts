/**
 * How long it takes to sign in, over HTTP against the running server: login and password (argon2id), then the code of the
 * app, and back with the session, as a browser goes. Beside it the floor: a route of a server that does one indexed read and one committed insert, and nothing else.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeSandboxAccounts, openAccounts, type Pool, type House as RegistryHouse } from '@cbccvc/registry'
import { openBrowser, signInOverHttp } from '../../apps/server/src/testing/browser.ts'

export interface SignIn {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly floorP50Ms: number
  readonly floorP95Ms: number
}

const password = 'một câu dài chỉ để đo thời gian'

/** Makes accounts that can sign in; gives their logins and the seed that all have. */
export async function makeSigners(house: RegistryHouse, identity: Pool, count: number) {
  const bytes = randomBytes(20)
  const logins = Array.from({ length: count }, (_, i) => `bench-${i}`)
  await makeSandboxAccounts(openAccounts(house, identity), {
    password,
    seed: base32(bytes),
    accounts: logins.map((login) => ({ login, name: login, role: 'viewer', unitId: null })),
  })
  return { logins, secret: bytes }
}

/** One after the other, each account once. */
export async function measureSignIn(
  url: string,
  { logins, secret }: { readonly logins: readonly string[]; readonly secret: Buffer },
  owner: Pool,
): Promise<SignIn> {
  const times: number[] = []
  for (const login of logins) {
    const start = performance.now()
    await signInOverHttp(openBrowser(url), { login, password, code: () => codeOf(secret, Date.now()) })
    times.push(performance.now() - start)
  }
  const floor = await measureFloor(logins, owner)
  return { p50Ms: at(times, 0.5), p95Ms: at(times, 0.95), floorP50Ms: at(floor, 0.5), floorP95Ms: at(floor, 0.95) }
}

async function measureFloor(logins: readonly string[], owner: Pool): Promise<number[]> {
  await owner.query('create table if not exists bench_floor (id bigint generated always as identity, login text)')
  const server = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const part of request) body += part
      const { login } = JSON.parse(body) as { login: string }
      const { rows } = await owner.query('select id from account where login = $1', [login])
      await owner.query('insert into bench_floor (login) values ($1)', [login])
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(rows[0]))
    })()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const times: number[] = []
  for (const login of logins) {
    const start = performance.now()
    await (await fetch(url, { method: 'POST', body: JSON.stringify({ login }) })).json()
    times.push(performance.now() - start)
  }
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  return times
}

const at = (times: readonly number[], part: number) =>
  Number([...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)]!.toFixed(1))

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('')
}

/** The code of RFC 6238: SHA-1, six digits, thirty seconds. */
function codeOf(secret: Buffer, now: number): string {
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const mac = createHmac('sha1', secret).update(step).digest()
  const from = mac[19]! & 0x0f
  return String((mac.readUInt32BE(from) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}
