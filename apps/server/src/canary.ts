/**
 * `canary plant`, `canary end`, `canary count`: marks the record of a synthetic person, as the owner of the database. The
 * personal number comes on standard input, so that it stands in no list of processes and no shell's history.
 */
import { countCanaries, endCanary, openKeyRing, openPool, plantCanary } from '@cbccvc/registry'
import { type Config, ConfigError, readKeys } from './config.ts'

export async function runCanary(config: Config, verb: string | undefined, input: string): Promise<object> {
  if (verb !== 'plant' && verb !== 'end' && verb !== 'count')
    throw new ConfigError('canary plant | end (soDinhDanh trên đầu vào chuẩn / on standard input) | canary count')
  const owner = openPool({ url: config.databaseUrl, role: null, max: 1, name: 'cbccvc canary' })
  try {
    if (verb === 'count') return { planted: await countCanaries(owner) }
    const keys = await openKeyRing({ db: owner, file: readKeys(config).seal })
    const done = await (verb === 'plant' ? plantCanary : endCanary)(owner, keys, input.trim())
    if (!done)
      throw new ConfigError(
        'Cơ sở dữ liệu không có người mang số này, hoặc chưa đánh dấu. / The register has nobody of this number, or no mark on it.',
      )
    return { done: verb }
  } finally {
    await owner.end()
  }
}
