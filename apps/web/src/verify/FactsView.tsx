/** What a receipt or a promise states, in words. */
import { OUTCOME_SENTENCES, OUTCOME_WORDS, type ParcelFacts, type Verification } from '@cbccvc/evidence'
import { Fragment, type ReactNode } from 'react'
import { formatDate, formatInstant, formatNumber } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { w } from './words.ts'

type Rows = readonly (readonly [label: string, value: ReactNode])[]

function List({ rows }: { rows: Rows }) {
  const say = useSay()
  return (
    <>
      <h3>{say(w.facts)}</h3>
      <dl className="facts">
        {rows.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  )
}

function useParcelRows(facts: ParcelFacts, receivedAt: string): Rows {
  const say = useSay()
  const language = useLanguage()
  return [
    [say(w.sender), <code key="">{facts.sender}</code>],
    [say(w.unit), <code key="">{facts.unit}</code>],
    [say(w.kind), say(w[facts.kind])],
    [say(w.count), formatNumber(facts.count, language)],
    [say(w.asOf), formatDate(facts.asOf)],
    [say(w.received), formatInstant(receivedAt, language)],
  ]
}

export function PromiseFacts({ facts }: { facts: ParcelFacts & { readonly receivedAt: string } }) {
  const say = useSay()
  const rows = useParcelRows(facts, facts.receivedAt)
  return <List rows={[[say(w.number), <code key="">{facts.parcelId}</code>], ...rows]} />
}

export function ReceiptFacts({ facts }: { facts: NonNullable<Verification['facts']> }) {
  const say = useSay()
  const language = useLanguage()
  const rows = useParcelRows(facts.facts, facts.receivedAt)
  const doneAt = facts.kind === 'parcel' ? facts.closed.closedAt : facts.concluded.concludedAt
  const counts = facts.kind === 'parcel' ? facts.closed.counts : facts.concluded.counts
  const outcome =
    facts.kind === 'record'
      ? say(OUTCOME_SENTENCES[facts.inner.outcome.outcome])
      : OUTCOME_WORDS.filter((word) => counts[word] > 0)
          .map((word) => `${formatNumber(counts[word], language)} ${say(OUTCOME_SENTENCES[word])}`)
          .join(' · ')
  const inner: Rows =
    facts.kind === 'record'
      ? [
          [say(w.recordNo), formatNumber(facts.inner.index + 1, language)],
          [say(w.ruleSet), <code key="">{facts.inner.outcome.ruleSet}</code>],
        ]
      : []
  const witnesses = facts.witnessed.length
    ? facts.witnessed.map(({ name, time }) => (
        <span key={name} className="witness">
          {name} · {formatInstant(time * 1000, language)}
        </span>
      ))
    : say(w.none)
  return (
    <List
      rows={[
        [say(w.number), <code key="">{facts.number}</code>],
        [say(w.outcome), <b key="">{outcome}</b>],
        ...inner,
        ...rows,
        [say(w.done), formatInstant(doneAt, language)],
        [say(w.witnesses), witnesses],
      ]}
    />
  )
}
