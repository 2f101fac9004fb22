/** A list of things, each with a note and what can be done with it at its end; what cannot be done now says why. */
import { type ReactNode, useId } from 'react'

export const Rows = ({ children }: { children: ReactNode }) => <ul className="rows">{children}</ul>

export interface RowAct {
  readonly label: string
  /** Said in full where rows share a label. */
  readonly named?: string | undefined
  readonly onPress: () => void
  readonly busy?: boolean | undefined
  /** Ends or takes something away. */
  readonly grave?: boolean | undefined
  /** Why it cannot be done now; the button stays to be found, and does nothing. */
  readonly whyNot?: string | null | undefined
}

export function Row({
  children,
  note,
  bad = false,
  act,
}: {
  children: ReactNode
  note?: ReactNode
  /** The note says that something is wrong. */
  bad?: boolean
  act?: RowAct | false | undefined
}) {
  const id = useId()
  const why = act ? act.whyNot : null
  return (
    <li>
      <div>
        {children}
        {note && <p className={bad ? 'fault' : 'hint'}>{note}</p>}
        {why && (
          <p className="hint why-not" id={id}>
            {why}
          </p>
        )}
      </div>
      {act && (
        <button
          type="button"
          className={act.grave && !why ? 'danger' : undefined}
          aria-label={act.named}
          aria-disabled={act.busy || why ? true : undefined}
          aria-describedby={why ? id : undefined}
          onClick={() => {
            if (!act.busy && !why) act.onPress()
          }}
        >
          {act.label}
        </button>
      )}
    </li>
  )
}
