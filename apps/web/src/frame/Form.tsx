/** What every form is made of: a field with its label, hint and fault; what the centre refused; a button that waits. */
import {
  type InputHTMLAttributes,
  type ReactNode,
  type TextareaHTMLAttributes,
  useCallback,
  useId,
  useState,
} from 'react'
import { Refused } from '../api.ts'
import './form.css'
import { useSay } from './language.ts'
import { w } from './words.ts'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
  readonly hint?: ReactNode
  readonly fault?: string | null
  /** Beside the field, in its row. */
  readonly beside?: ReactNode
}

export function Field({ label, hint, fault, beside, className, ...input }: FieldProps) {
  const id = useId()
  const notes = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div className={`entry ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      <div className="row">
        <input id={id} aria-describedby={notes || undefined} aria-invalid={fault ? true : undefined} {...input} />
        {beside}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="fault">
          {fault}
        </p>
      )}
    </div>
  )
}

/** A password that its owner can look at while typing. */
export function PasswordField(props: FieldProps) {
  const say = useSay()
  const [seen, setSeen] = useState(false)
  return (
    <Field
      {...props}
      type={seen ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      beside={
        <button type="button" className="quiet" aria-pressed={seen} onClick={() => setSeen(!seen)}>
          {say(seen ? w.hide : w.show)}
        </button>
      }
    />
  )
}

/** Words of several lines. */
export function Area({
  label,
  hint,
  ...area
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { readonly label: string; readonly hint?: ReactNode }) {
  const id = useId()
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={4} aria-describedby={hint ? `${id}-hint` : undefined} {...area} />
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

export function Choice({
  label,
  hint,
  children,
  ...select
}: {
  label: string
  hint?: ReactNode
  children: ReactNode
  value: string
  required?: boolean
  disabled?: boolean
  onChange: (event: { target: { value: string } }) => void
}) {
  const id = useId()
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <select id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...select}>
        {children}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

/** What went wrong with the last act, and what to do next. The region is always there, so that it is heard. */
export function Said({ trouble }: { trouble: Trouble | null }) {
  const say = useSay()
  return (
    <div role="alert" className="said">
      {trouble && (
        <div className="notice bad">
          <p>
            <b>{trouble === 'lost' ? say(w.lineLost) : say(trouble.refusal)}</b>{' '}
            {trouble === 'lost' ? say(w.lineLostNext) : say(trouble.refusal.next)}
          </p>
        </div>
      )}
    </div>
  )
}

/** Instead of what could not be loaded: why, and the way to try again. */
export function Unloaded({
  refused,
  lost,
  again,
}: {
  refused: Refused | null
  lost: boolean
  again: () => Promise<void>
}) {
  const say = useSay()
  if (!refused && !lost) return null
  return (
    <div role="alert" className="notice bad">
      <p>
        <b>{refused ? say(refused.refusal) : say(w.lostTitle)}</b> {refused ? say(refused.refusal.next) : say(w.lost)}
      </p>
      <button type="button" onClick={() => void again()}>
        {say(w.tryAgain)}
      </button>
    </div>
  )
}

/** A refusal of the centre, or a line that is lost. */
export type Trouble = Refused | 'lost'

/** One act at a time: whether it is under way, and what came of it when nothing good did. */
export function useAct(): {
  busy: boolean
  trouble: Trouble | null
  setTrouble: (trouble: Trouble | null) => void
  run: (work: () => Promise<unknown>) => Promise<boolean>
} {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const run = useCallback(async (work: () => Promise<unknown>) => {
    setBusy(true)
    setTrouble(null)
    try {
      await work()
      return true
    } catch (error) {
      setTrouble(error instanceof Refused ? error : 'lost')
      if (!(error instanceof Refused)) console.error(error)
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  return { busy, trouble, setTrouble, run }
}

/** The button of a form; while its act is under way it says so and takes no second press. */
export function Submit({ busy, children, disabled }: { busy: boolean; children: ReactNode; disabled?: boolean }) {
  const say = useSay()
  return (
    <button type="submit" className="primary" aria-disabled={busy || undefined} disabled={disabled}>
      {busy ? say(w.working) : children}
    </button>
  )
}
