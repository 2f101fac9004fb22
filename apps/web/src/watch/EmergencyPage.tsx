/** Opening emergency access to one record: a reason, a time, and the word that somebody will review it. */
import { type FormEvent, useState } from 'react'
import { act } from '../api.ts'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { formatDate, formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { usePurpose } from '../records/purpose.tsx'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { Back, LongText } from './parts.tsx'
import { w } from './words.ts'

export default function EmergencyPage() {
  const say = useSay()
  const language = useLanguage()
  useTitle(w.breakGlass)
  const [person, setPerson] = useState('')
  const [reason, setReason] = useState('')
  const [minutes, setMinutes] = useState('60')
  const [came, setCame] = useState<{ person: string; until: string; reviewBy: string } | null>(null)
  const [, setPurpose] = usePurpose(useMe())
  const { busy, trouble, run } = useAct()
  const open = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    void run(async () => {
      const ref = person.trim()
      const wish = { person: ref, purpose: { code: 'emergency' as const }, reason, minutes: Number(minutes) }
      setCame({ person: ref, ...(await carryOut(act('breakGlass', '/v1/glasses', wish))) })
      // The next look is for this purpose, and the form is empty for another record.
      setPurpose({ code: 'emergency', caseNo: '' })
      setPerson('')
      setReason('')
    })
  }
  return (
    <>
      <Back />
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.breakGlass)}</h1>
        <p>{say(w.breakGlassNote)}</p>
      </div>
      <div role="status">
        {came && (
          <div className="notice good">
            <p>
              {say(w.broken, { time: formatInstant(came.until, language), day: formatDate(came.reviewBy) })}{' '}
              <Link href={`/people/${encodeURIComponent(came.person)}`}>{say(w.toRecord)}</Link>
            </p>
          </div>
        )}
      </div>
      <form className="panel form narrow" onSubmit={open}>
        <Said trouble={trouble} />
        <Field
          label={say(w.oneRef)}
          hint={say(w.oneRefHint)}
          value={person}
          onChange={({ target }) => setPerson(target.value)}
          autoComplete="off"
          spellCheck={false}
          pattern="\s*\S{22}\s*"
          required
        />
        <LongText label={say(w.reason)} value={reason} onText={setReason} />
        <Field
          label={say(w.minutes)}
          type="number"
          min={1}
          max={240}
          value={minutes}
          onChange={({ target }) => setMinutes(target.value)}
          required
        />
        <p>
          <Submit busy={busy}>{say(w.breakDo)}</Submit>
        </p>
      </form>
    </>
  )
}
