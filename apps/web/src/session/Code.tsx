/** The second factor, as it is typed: the code of the app, or a recovery code in its place. */
import { useState } from 'react'
import { Field } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { w } from './words.ts'

export function CodeField({
  code,
  onCode,
  recoveryToo = true,
}: {
  code: string
  onCode: (code: string) => void
  recoveryToo?: boolean
}) {
  const say = useSay()
  const [recovery, setRecovery] = useState(false)
  return (
    <>
      {recovery ? (
        <Field
          key="recovery"
          label={say(w.recovery)}
          hint={say(w.recoveryHint)}
          value={code}
          onChange={({ target }) => onCode(target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
        />
      ) : (
        <Field
          key="app"
          className="digits"
          label={say(w.code)}
          hint={say(w.codeHint)}
          value={code}
          onChange={({ target }) => onCode(target.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          maxLength={7}
          autoFocus
          required
        />
      )}
      {recoveryToo && (
        <p>
          <button
            type="button"
            className="link"
            onClick={() => {
              onCode('')
              setRecovery(!recovery)
            }}
          >
            {say(recovery ? w.useApp : w.useRecovery)}
          </button>
        </p>
      )}
    </>
  )
}
