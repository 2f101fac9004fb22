/** One row a body. On narrow screens the less needed columns step back; the body's own page has them all. */
import type { BoardBody, Counts } from '../api.ts'
import { formatInstant, formatNumber, formatRecent, formatShare } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { bodyHref } from '../frame/pages.ts'
import { Link } from '../frame/router.tsx'
import { Sign } from '../frame/Sign.tsx'
import { Bar } from './Bar.tsx'
import { type Figure, figures } from './columns.ts'
import { readCounts } from './reading.ts'
import { w } from './words.ts'

interface Sorting {
  readonly sort: string
  readonly onSort: (sort: string) => void
}

/** First press: as the column is best read; second: the other way; third: back to the order of codes. */
const nextSort = (sort: string, id: string) => (sort === id ? `-${id}` : sort === `-${id}` ? '' : id)

function Head({ id, label, className, sort, onSort }: Sorting & { id: string; label: string; className: string }) {
  const mine = sort.replace(/^-/, '') === id
  const down = mine && (id === 'body') === sort.startsWith('-')
  return (
    <th scope="col" className={className} aria-sort={mine ? (down ? 'descending' : 'ascending') : undefined}>
      <button type="button" onClick={() => onSort(nextSort(sort, id))}>
        {label}
        {mine && <Sign of={down ? 'down' : 'up'} />}
      </button>
    </th>
  )
}

function Cell({ figure: { read, share, tone, from }, counts }: { figure: Figure; counts: Counts }) {
  const language = useLanguage()
  const value = read(counts)
  return (
    <td className={`${from} ${tone && value > 0 ? tone : ''} ${value === 0 ? 'zero' : ''}`}>
      {share ? formatShare(value, counts.people, language) : formatNumber(value, language)}
    </td>
  )
}

function Row({ body }: { body: BoardBody }) {
  const say = useSay()
  const language = useLanguage()
  const reading = readCounts(body.counts)
  return (
    <tr>
      <th scope="row">
        <Link href={bodyHref(body.code)}>{body.name}</Link>
        <small>
          <code>{body.code}</code> {say(w[body.group])}
          {body.placeholder && (
            <span className="tag" title={say(w.placeholderNote)}>
              {say(w.placeholder)}
            </span>
          )}
        </small>
      </th>
      <td className="progress">
        <Bar reading={reading} />
        <span>{formatShare(reading.concluded, reading.whole, language)}</span>
      </td>
      {figures.map((figure) => (
        <Cell key={figure.id} figure={figure} counts={body.counts} />
      ))}
      <td className={`desk last ${body.lastReceivedAt === null ? 'zero' : ''}`}>
        {body.lastReceivedAt === null ? (
          say(w.notYet)
        ) : (
          <time dateTime={body.lastReceivedAt} title={formatInstant(body.lastReceivedAt, language)}>
            {formatRecent(body.lastReceivedAt, Date.now(), language)}
          </time>
        )}
      </td>
    </tr>
  )
}

export function BodyTable({ bodies, ...sorting }: Sorting & { bodies: readonly BoardBody[] }) {
  const say = useSay()
  return (
    <table className="figures bodies">
      <caption className="only-spoken">{say(w.title)}</caption>
      <thead>
        <tr>
          <Head id="body" label={say(w.body)} className="name" {...sorting} />
          <Head id="progress" label={say(w.progress)} className="progress" {...sorting} />
          {figures.map(({ id, label, from }) => (
            <Head key={id} id={id} label={say(label)} className={from} {...sorting} />
          ))}
          <Head id="last" label={say(w.last)} className="desk last" {...sorting} />
        </tr>
      </thead>
      <tbody>
        {bodies.map((body) => (
          <Row key={body.code} body={body} />
        ))}
      </tbody>
    </table>
  )
}
