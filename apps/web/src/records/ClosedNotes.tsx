/** What the rights leave out of a record, why, and what would open it. */
import type { RecordShapes } from '@cbccvc/contract'
import type { FieldClass, FieldDef, Text } from '@cbccvc/standard'
import { useSay } from '../frame/language.ts'
import { w } from './words.ts'

type Closed = RecordShapes.ClosedClass

export const closedId = (of: FieldClass) => `closed-${of}`

const why: Readonly<Record<FieldClass, Text>> = {
  public: w.whyPublic,
  internal: w.whyInternal,
  restricted: w.whyRestricted,
  sealed: w.whySealed,
}
const what = (form: Closed['form']): Readonly<Record<FieldClass, Text>> => ({
  public: w.hiddenPublic,
  internal: w.hiddenInternal,
  restricted: form === 'masked' ? w.maskedRestricted : w.hiddenRestricted,
  sealed: form === 'masked' ? w.maskedSealed : w.hiddenSealed,
})
const ways: Readonly<Record<NonNullable<Closed['opens']>, Text>> = {
  stepUp: w.opensStepUp,
  case: w.opensCase,
  breakGlass: w.opensGlass,
}

export function ClosedNotes({
  closed,
  known,
  own,
  onOpen,
}: {
  closed: readonly Closed[]
  known: readonly FieldDef[]
  /** It is the reader's own record: no purpose is asked for. */
  own: boolean
  onOpen: ((of: FieldClass) => void) | undefined
}) {
  const say = useSay()
  if (closed.length === 0) return null
  return (
    <section className="closed panel" aria-label={say(w.closedTitle)}>
      <ul className="rows">
        {closed.map(({ class: of, form, opens }) => (
          <li key={of} id={closedId(of)} tabIndex={-1}>
            <div>
              <b>{say(what(form)[of])}</b>
              <p className="hint">
                {say(why[of])}{' '}
                {say(opens === null ? w.opensNever : own && opens === 'stepUp' ? w.opensStepUpOwn : ways[opens])}
              </p>
              <details>
                <summary>{say(w.closedWhich)}</summary>
                <p className="hint">
                  {known
                    .filter((field) => field.class === of)
                    .map((field) => say(field.label))
                    .join(' · ')}
                </p>
              </details>
            </div>
            {opens === 'stepUp' && onOpen && (
              <button type="button" onClick={() => onOpen(of)}>
                {say(of === 'sealed' ? w.unseal : w.unmask)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
