/** Every key of a route in the clear: what must be found nowhere but in the key file and in memory. */
import { type KeyFile, localKeeper } from '@cbccvc/registry'
import type { Route } from './route.ts'

/** The keys of the file, and each data key unwrapped: 32 bytes each. */
export async function secretsOf({ owner }: Route, file: KeyFile): Promise<Buffer[]> {
  const keeper = localKeeper(file)
  const { rows } = await owner.query(
    'select class, number, quarter, starts_at, created_at, kek_id, wrapped from data_key',
  )
  const dataKeys = rows.map((k) => {
    const row = [k.class, k.number, k.quarter, k.starts_at, k.created_at]
    return keeper.unwrap(k.kek_id, k.wrapped, `data key ${JSON.stringify(row)}`)
  })
  const own = [...Object.values(file.kek.keys), ...Object.values(file.index), file.mac]
  return [...own.map((text) => Buffer.from(text, 'base64url')), ...(await Promise.all(dataKeys))]
}

/** Which of these stand in the text: as bytes, hex, or base64 of either alphabet. */
export const secretsIn = (secrets: readonly Buffer[], text: string): number =>
  secrets.filter((secret) =>
    (['latin1', 'hex', 'base64', 'base64url'] as const).some((form) => text.includes(secret.toString(form))),
  ).length
