/**
 * `drill LOGIN FROM TO [--numbers] [--notice]`: whose data an account touched between two instants. One JSON line a person
 * (the ref; the personal number only with `--numbers`), then one with the counts and the notice of a breach in both
 * languages. `--notice`: the notice alone, as text to print. What people must add is read from standard input as JSON.
 */
import { once } from 'node:events'
import {
  accountOfLogin,
  numbersOf,
  openPool,
  openWatch,
  type TouchedPerson,
  tellLinks,
  touched,
} from '@cbccvc/registry'
import { type Config, ConfigError, closeHouse, openHouse } from './config.ts'
import { breachNotice, type NoticeWords } from './looks/notice.ts'

const usage = 'drill LOGIN FROM TO [--numbers] [--notice] < WORDS.json (2026-01-31T00:00:00+07:00)'

export async function runDrill(config: Config, args: readonly string[], input: string): Promise<void> {
  const [login, first, last, ...flags] = args
  const [from, to] = [new Date(first ?? ''), new Date(last ?? '')]
  const known = flags.every((flag) => flag === '--numbers' || flag === '--notice')
  if (!login || !known || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) throw new ConfigError(usage)
  const [numbers, noticeOnly] = [flags.includes('--numbers'), flags.includes('--notice')]
  const words = wordsIn(input)
  const house = await openHouse(config, 'drill', 2, 'cbccvc_work')
  const open = (role: 'cbccvc_watch' | 'cbccvc_identity') =>
    openPool({ url: config.databaseUrl, role, max: 1, name: 'cbccvc drill' })
  const [watch, identity] = [open('cbccvc_watch'), open('cbccvc_identity')]
  try {
    const accountId = await accountOfLogin(identity, login)
    if (!accountId) throw new ConfigError(`${login}: không có tài khoản này. / there is no such account.`)
    const told = async (people: readonly TouchedPerson[]) => {
      if (noticeOnly) return
      const of = numbers
        ? await numbersOf(
            house,
            people.map(({ personId }) => personId),
          )
        : null
      for (const { personId, ...person } of people) {
        const soDinhDanh = of ? { soDinhDanh: of.get(personId) ?? null } : {}
        await write(`${JSON.stringify({ person: house.keys.refOf(personId), ...soDinhDanh, ...person })}\n`)
      }
    }
    const summary = await touched(openWatch(house, watch), { accountId, from, to }, { numbers }, told)
    const notice = breachNotice(summary, { ...words, login, from, to })
    if (noticeOnly) return await write(`${notice.vi}\n${notice.en}`)
    await write(`${JSON.stringify({ ...summary, notice })}\n`)
  } finally {
    await tellLinks(watch)
    await Promise.all([closeHouse(house), watch.end(), identity.end()])
  }
}

/** Waits where the reader is slower than we are: what was touched may be many times the memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

const texts = ['nature', 'place', 'contact', 'consequence', 'measures'] as const

function wordsIn(input: string): NoticeWords {
  try {
    const given = JSON.parse(input.trim() || '{}') as Readonly<Record<string, unknown>>
    const detectedAt = given.detectedAt === undefined ? new Date() : new Date(String(given.detectedAt))
    const said = texts.flatMap((name) => (typeof given[name] === 'string' ? [[name, given[name]]] : []))
    if (Number.isNaN(detectedAt.getTime())) throw new SyntaxError('detectedAt')
    return { detectedAt, ...Object.fromEntries(said) }
  } catch {
    throw new ConfigError(`${usage}: detectedAt, ${texts.join(', ')}`)
  }
}
