/** What the reader can do about a parcel now; never nothing said. */
import type { Text } from '@cbccvc/standard'
import type { BoardFindings, BoardParcel } from '../api.ts'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { w } from './words.ts'

/** The next steps, the most urgent first, each with its count. */
function nextSteps(parcel: BoardParcel, asks: number, days: string): { text: Text; n: number; days?: string }[] {
  if (parcel.state === 'refused') return [{ text: w.nextRefused, n: 0 }]
  const steps = [
    { text: w.nextReturned, n: parcel.returned },
    { text: w.nextHeld, n: parcel.held },
    { text: w.nextAnnounced, n: parcel.announced, days },
    { text: w.nextAsks, n: asks },
  ].filter(({ n }) => n > 0)
  if (parcel.state !== 'concluded') return [...steps, { text: w.nextWait, n: 0 }]
  return steps.length ? steps : [{ text: w.nextDone, n: 0 }]
}

export function Next({ parcel, findings, announced }: BoardFindings) {
  const say = useSay()
  const days = announced.map(({ day, records }) => `${formatDate(day)}: ${records}`).join(', ')
  const asks = findings.reduce((sum, { weight, count }) => sum + (weight === 'asks' ? count : 0), 0)
  return (
    <section className="panel next" aria-labelledby="next">
      <h2 id="next">{say(w.next)}</h2>
      <ul>
        {nextSteps(parcel, asks, days).map(({ text, n, days = '' }) => (
          <li key={text.en}>{say(text, { n, days })}</li>
        ))}
      </ul>
      {parcel.state === 'concluded' && (
        <p className="actions">
          <Link href="/verify">{say(w.toVerifier)}</Link>
        </p>
      )}
    </section>
  )
}
