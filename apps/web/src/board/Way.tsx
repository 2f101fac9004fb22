/** The way of a parcel as steps with their times: each is done, under way, or still to come. */
import type { Text } from '@cbccvc/standard'
import type { BoardParcel } from '../api.ts'
import { formatInstant, formatLength } from '../frame/format.ts'
import { type Facts, useLanguage, useSay } from '../frame/language.ts'
import { readParcel } from './reading.ts'
import { kindWord } from './stateWords.ts'
import { w } from './words.ts'

interface Step {
  readonly title: Text
  readonly state: 'done' | 'now' | 'later' | 'bad'
  readonly at?: string | null
  readonly note?: Text
  readonly facts?: Facts
}

const between = (parcel: BoardParcel) => Date.parse(parcel.concludedAt ?? '') - Date.parse(parcel.receivedAt ?? '')

/** Every state of a parcel, and the steps that it shows. */
const steps = {
  open: () => [
    { title: w.stepOpen, state: 'now', note: w.stepOpenNow },
    { title: w.stepReceived, state: 'later' },
    { title: w.stepChecked, state: 'later' },
    { title: w.stepConcluded, state: 'later', note: w.stepConcludedWait },
  ],
  received: (parcel) => [
    { title: w.stepReceived, state: 'done', at: parcel.receivedAt, note: w.stepReceivedDone },
    {
      title: w.stepChecked,
      state: 'now',
      note: w.stepCheckedNow,
      facts: { done: readParcel(parcel).concluded, n: parcel.count },
    },
    { title: w.stepConcluded, state: 'later', note: w.stepConcludedWait },
  ],
  concluded: (parcel, lengthOf) => [
    { title: w.stepReceived, state: 'done', at: parcel.receivedAt, note: w.stepReceivedDone },
    {
      title: w.stepChecked,
      state: 'done',
      note: w.stepCheckedNow,
      facts: { done: readParcel(parcel).concluded, n: parcel.count },
    },
    {
      title: w.stepConcluded,
      state: 'done',
      at: parcel.concludedAt,
      note: w.stepConcludedDone,
      facts: { length: lengthOf(between(parcel)) },
    },
  ],
  refused: (parcel) => [{ title: w.stepRefused, state: 'bad', at: parcel.receivedAt, note: w.stepRefusedNow }],
} as const satisfies Record<
  BoardParcel['state'],
  (parcel: BoardParcel, lengthOf: (ms: number) => string) => readonly Step[]
>

export function Way({ parcel }: { parcel: BoardParcel }) {
  const say = useSay()
  const language = useLanguage()
  const opened: Step = {
    title: w.stepOpen,
    state: 'done',
    note: w.stepOpenDone,
    facts: { n: parcel.count, kind: say(kindWord(parcel.kind)).toLowerCase() },
  }
  const rest: readonly Step[] = steps[parcel.state](parcel, (ms) => formatLength(ms, language))
  return (
    <ol className="way">
      {(parcel.state === 'open' ? rest : [opened, ...rest]).map(({ title, state, at, note, facts }) => (
        <li key={title.en} className={state} aria-current={state === 'now' ? 'step' : undefined}>
          <b>{say(title)}</b>
          {at && <time dateTime={at}>{formatInstant(at, language)}</time>}
          {note && <p>{say(note, facts)}</p>}
        </li>
      ))}
    </ol>
  )
}
