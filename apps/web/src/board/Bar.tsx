/** One bar for what came of the records: colour, pattern and words say the same. */
import { formatShare } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import type { Reading } from './reading.ts'
import { w } from './words.ts'

const kinds = ['entered', 'unchanged', 'announced', 'held', 'returned', 'withdrawn', 'waiting', 'coming'] as const

export function Bar({ reading }: { reading: Reading }) {
  const say = useSay()
  const language = useLanguage()
  const there = kinds.filter((kind) => reading.parts[kind] > 0)
  const label = there.length
    ? there.map((kind) => `${say(w[kind])} ${formatShare(reading.parts[kind], reading.whole, language)}`).join(', ')
    : say(w.silent)
  return (
    <span className="bar" role="img" aria-label={label} title={label}>
      {there.map((kind) => (
        <i key={kind} className={kind} style={{ flexGrow: reading.parts[kind] / reading.whole }} />
      ))}
    </span>
  )
}

/** The bar's words with their figures. */
export function Legend({ reading }: { reading: Reading }) {
  const say = useSay()
  return (
    <ul className="legend">
      {kinds.map((kind) => (
        <li key={kind} className={reading.parts[kind] === 0 ? 'zero' : undefined}>
          <i className={kind} />
          {say(w[kind])} <b>{say({ vi: '{n}', en: '{n}' }, { n: reading.parts[kind] })}</b>
        </li>
      ))}
    </ul>
  )
}
