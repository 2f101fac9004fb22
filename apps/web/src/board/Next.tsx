/** What the reader can do about a parcel now; never nothing said. */
import type { Text } from '@cbccvc/standard'
import type { BoardParcel, FindingCount } from '../api.ts'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { w } from './words.ts'

/** The next steps, the most urgent first, each with its count. */
function nextSteps(parcel: BoardParcel, asks: number): { text: Text; n: number }[] {
  if (parcel.state === 'refused') return [{ text: w.nextRefused, n: 0 }]
  const steps = [
    { text: w.nextReturned, n: parcel.returned },
    { text: w.nextHeld, n: parcel.held },
    { text: w.nextAsks, n: asks },
  ].filter(({ n }) => n > 0)
  if (parcel.state !== 'concluded') return [...steps, { text: w.nextWait, n: 0 }]
  return steps.length ? steps : [{ text: w.nextDone, n: 0 }]
}

export function Next({ parcel, findings }: { parcel: BoardParcel; findings: readonly FindingCount[] }) {
  const say = useSay()
  const asks = findings.reduce((sum, { weight, count }) => sum + (weight === 'asks' ? count : 0), 0)
  return (
    <section className="panel next" aria-labelledby="next">
      <h2 id="next">{say(w.next)}</h2>
      <ul>
        {nextSteps(parcel, asks).map(({ text, n }) => (
          <li key={text.en}>{say(text, { n })}</li>
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
