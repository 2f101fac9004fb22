/**
 * The keys that sign what the provider issues (ECDSA on P-256: what every relying party can verify). Sealed like the seeds
 * of the codes. One a quarter of a year; whoever keeps a copy of the public keys has a day to fetch the next one.
 */
import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto'
import { transaction } from '../../database/index.ts'
import { type AccountsFrame, later, minutes } from '../accounts/frame.ts'

const day = minutes(24 * 60)
const signsFor = 90 * day
const publishedBefore = day
/** What a key signed is verified for so long after the next one began. */
const keptAfter = 2 * day

/** A private key as a JWK, with `kid`, `alg` and `use`. */
export type IssuerKey = JsonWebKey & { readonly kid: string; readonly alg: 'ES256'; readonly use: 'sig' }

/** The place of the box of a key. */
export const issuerKeyPlace = (kid: string) => `issuer key ${kid}`

/** All keys to publish, the one that signs now first. Makes what is missing, ends what nobody needs. */
export async function issuerKeys({
  pool,
  keys,
  now,
}: Pick<AccountsFrame, 'pool' | 'keys' | 'now'>): Promise<IssuerKey[]> {
  const at = now()
  const rows = await transaction(pool, async (tx) => {
    // One process makes the next key; the others wait and find it.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('issuer key', 0))`)
    const read = async () =>
      (
        await tx.query<{ kid: string; box: Buffer; startsAt: Date }>(
          `select kid, box, starts_at as "startsAt" from issuer_key order by starts_at desc`,
        )
      ).rows
    const newest = (await read())[0]
    if (!newest || newest.startsAt <= later(at, publishedBefore - signsFor)) {
      const key = newKey()
      const box = keys.seal('sealed', issuerKeyPlace(key.kid), Buffer.from(JSON.stringify(key)))
      const startsAt = newest ? later(at, publishedBefore) : at
      await tx.query(`insert into issuer_key (kid, box, made_at, starts_at) values ($1, $2, $3, $4)`, [
        ...[key.kid, box, at, startsAt],
      ])
    }
    await tx.query(
      `delete from issuer_key k where exists (select from issuer_key n where n.starts_at > k.starts_at and n.starts_at <= $1)`,
      [later(at, -keptAfter)],
    )
    return read()
  })
  const open = ({ kid, box }: { kid: string; box: Buffer }) =>
    JSON.parse(keys.open('sealed', issuerKeyPlace(kid), box).toString()) as IssuerKey
  const begun = rows.filter(({ startsAt }) => startsAt <= at)
  return [...begun, ...rows.filter(({ startsAt }) => startsAt > at)].map(open)
}

function newKey(): IssuerKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = randomBytes(8).toString('hex')
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }
}
