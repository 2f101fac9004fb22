/** Making a request as the data subject: which kind, about which field, in one's own words. */
import type { RecordShapes } from '@cbccvc/contract'
import type { FieldDef } from '@cbccvc/standard'
import { type RequestKind, requestKindIds, requestKinds } from '@cbccvc/standard/requests'
import { type FormEvent, useEffect, useState } from 'react'
import { act } from '../api.ts'
import { recount } from '../frame/counts.ts'
import { Area, Choice, Said, Submit, useAct } from '../frame/Form.tsx'
import { type Fields, useFields } from '../frame/fields.ts'
import { useSay } from '../frame/language.ts'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { Value } from '../records/Value.tsx'
import { carryOut } from '../session/call.ts'
import './privacy.css'
import { kindHints, w } from './words.ts'

const most = 4000
const isKind = (text: string | null): text is RequestKind => requestKindIds.includes(text as RequestKind)

/** The words that a correction is sent in: read by an officer, so in Vietnamese whatever the page speaks. */
const correction = (right: string, reason: string) => `Giá trị đúng: ${right.trim()}\nLý do: ${reason.trim()}`

/** What stands in the own record today, beside what is to be corrected; null until it is there. */
function useOwnRecord(wanted: boolean): RecordShapes.SeenRecord | null {
  const [record, setRecord] = useState<RecordShapes.SeenRecord | null>(null)
  const { run } = useAct()
  useEffect(() => {
    if (wanted) void run(async () => setRecord(await carryOut(act('myRecord', '/v1/me/record', { names: true }))))
  }, [wanted, run])
  return record
}

function StatedNow({ record, field }: { record: RecordShapes.SeenRecord; field: FieldDef }) {
  const say = useSay()
  const stated = record.fields[field.id]
  return (
    <dl className="facts">
      <div className="wide-fact">
        <dt>{say(w.now)}</dt>
        <dd>
          {stated ? (
            <Value value={stated.value} shape={field} names={record.names ?? {}} />
          ) : (
            <i>{say(w.nowNothing)}</i>
          )}
        </dd>
      </div>
    </dl>
  )
}

export default function NewRequestPage() {
  const say = useSay()
  useTitle(w.newRequest)
  const [first] = useState(() => new URLSearchParams(location.search))
  const asked = first.get('kind')
  const [kind, setKind] = useState<RequestKind>(isKind(asked) ? asked : 'correct')
  const [fieldId, setField] = useState(first.get('field') ?? '')
  const [right, setRight] = useState('')
  const [text, setText] = useState('')
  const { all, byId }: Fields = useFields()
  const field = byId.get(fieldId)
  const correcting = kind === 'correct'
  const record = useOwnRecord(correcting)
  const words = correcting ? correction(right, text) : text.trim()
  const { busy, trouble, run } = useAct()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    void run(async () => {
      const fields = field ? [field.id] : []
      const made = await carryOut(act('makeRequest', '/v1/requests', { kind, fields, words }))
      recount()
      navigate(`/me/requests?made=${made.no}`)
    })
  }
  return (
    <>
      <p>
        <Link href="/me/requests">{say(w.backToMine)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.newRequest)}</h1>
        <p>{say(w.newNote)}</p>
      </div>
      <form className="form panel column" onSubmit={send}>
        <Said trouble={trouble} />
        <Choice
          label={say(w.kind)}
          hint={say(kindHints[kind]!)}
          value={kind}
          onChange={({ target }) => setKind(target.value as RequestKind)}
        >
          {requestKindIds.map((one) => (
            <option key={one} value={one}>
              {say(requestKinds[one])}
            </option>
          ))}
        </Choice>
        <Choice
          label={say(w.field)}
          value={field ? field.id : ''}
          required={correcting}
          onChange={({ target }) => setField(target.value)}
        >
          <option value="">{say(correcting ? w.pickField : w.wholeRecord)}</option>
          {all.map(({ id, no, label }) => (
            <option key={id} value={id}>
              {no}. {say(label)}
            </option>
          ))}
        </Choice>
        {correcting && record && field && <StatedNow record={record} field={field} />}
        {correcting && (
          <Area
            label={say(w.right)}
            hint={say(w.rightHint)}
            rows={2}
            value={right}
            onChange={({ target }) => setRight(target.value)}
            required
          />
        )}
        <Area
          label={say(correcting ? w.reason : w.what)}
          hint={correcting ? say(w.reasonHint) : undefined}
          value={text}
          onChange={({ target }) => setText(target.value)}
          required
        />
        {words.length > most && <p className="fault">{say(w.tooLong, { most })}</p>}
        <div className="actions">
          <Submit busy={busy} disabled={words.length > most}>
            {say(w.send)}
          </Submit>
        </div>
      </form>
    </>
  )
}
