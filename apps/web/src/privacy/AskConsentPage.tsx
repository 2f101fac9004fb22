/** Asking a person for consent: whom, for which fields, what for, until when. The answer never tells who exists. */
import type { FieldDef, Text } from '@cbccvc/standard'
import { type FormEvent, useState } from 'react'
import { act } from '../api.ts'
import { FieldChooser } from '../frame/FieldChooser.tsx'
import { Area, Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { purposeWords } from '../records/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { Fact, Facts } from './facts.tsx'
import { w } from './words.ts'

const daysAfter = (day: string, n: number): string =>
  new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10)

/** The classes that the table of rights gives to a recruiter by consent; the centre decides. */
const notAskable = (field: FieldDef): Text | null =>
  field.class === 'public' || field.class === 'internal' ? null : w.notAskable

type Way = 'code' | 'number'

export default function AskConsentPage() {
  const say = useSay()
  const { today } = useMe()
  useTitle(w.askTitle)
  const [way, setWay] = useState<Way>('code')
  const [whom, setWhom] = useState('')
  const [fields, setFields] = useState<readonly string[]>(['hoTenKhaiSinh'])
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState(daysAfter(today, 30))
  const { busy, trouble, run } = useAct()
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    void run(async () => {
      const named = whom.replace(/\s/g, '')
      const person = way === 'code' ? { code: named, soDinhDanh: null } : { code: null, soDinhDanh: named }
      const wish = { purpose: { code: 'recruitment' as const }, ...person, fields: [...fields], reason, until }
      const { consentId } = await carryOut(act('askConsent', '/v1/consents/asked', wish))
      navigate(`/consents?asked=${consentId}`)
    })
  }
  const ways: readonly [Way, Text][] = [
    ['code', w.byCode],
    ['number', w.byNumber],
  ]
  return (
    <>
      <p>
        <Link href="/consents">{say(w.backToAsked)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.askTitle)}</h1>
      </div>
      <form className="form panel column wide-column" onSubmit={ask}>
        <Said trouble={trouble} />
        <Facts>
          <Fact of={w.purpose}>{say(purposeWords.recruitment!)}</Fact>
        </Facts>
        <fieldset className="entry">
          <legend>{say(w.who)}</legend>
          <div className="two-ways">
            {ways.map(([id, name]) => (
              <label key={id} className="tick">
                <input
                  type="radio"
                  name="way"
                  checked={way === id}
                  onChange={() => {
                    setWay(id)
                    setWhom('')
                  }}
                />
                {say(name)}
              </label>
            ))}
          </div>
        </fieldset>
        <Field
          label={say(way === 'code' ? w.codeField : w.numberField)}
          hint={say(way === 'code' ? w.codeFieldHint : w.numberFieldHint)}
          value={whom}
          onChange={({ target }) => setWhom(target.value)}
          inputMode={way === 'code' ? 'text' : 'numeric'}
          pattern={way === 'code' ? undefined : '[0-9 ]{9,15}'}
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
        />
        <FieldChooser
          label={say(w.wished)}
          hint={say(w.wishedHint)}
          chosen={fields}
          onChosen={setFields}
          why={notAskable}
        />
        <Area
          label={say(w.reasonAsk)}
          hint={say(w.reasonAskHint)}
          rows={2}
          value={reason}
          maxLength={500}
          onChange={({ target }) => setReason(target.value)}
          required
        />
        <Field
          label={say(w.untilAsk)}
          hint={say(w.untilAskHint)}
          type="date"
          min={today}
          max={daysAfter(today, 365)}
          value={until}
          onChange={({ target }) => setUntil(target.value)}
          required
        />
        <div className="actions">
          <Submit busy={busy} disabled={fields.length === 0}>
            {say(w.ask)}
          </Submit>
          {fields.length === 0 && <span className="hint">{say(w.fieldsMissing)}</span>}
        </div>
      </form>
    </>
  )
}
