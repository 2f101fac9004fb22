/** One person's record, read for a purpose. Sealed fields are opened by a word of their own, after a step-up. */
import type { RecordShapes } from '@cbccvc/contract'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import { act } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { PurposeFields, stated, usePurpose } from './purpose.tsx'
import { RecordView } from './RecordView.tsx'
import './records.css'
import { w } from './words.ts'

export default function RecordPage({ params }: { params: Params }) {
  const say = useSay()
  const me = useMe()
  useTitle(w.record)
  const [purpose] = usePurpose(me)
  const [first] = useState(purpose)
  const [record, setRecord] = useState<RecordShapes.SeenRecord | null>(null)
  const [sealed, setSealed] = useState(false)
  const [opening, setOpening] = useState(false)
  const { busy, trouble, run } = useAct()
  const person = params.ref!
  const look = useCallback(
    (why: typeof purpose, all: boolean) =>
      run(async () => {
        const body = {
          purpose: stated(why),
          ...(all && { classes: ['public', 'internal', 'restricted', 'sealed'] as ('public' | 'sealed')[] }),
        }
        setRecord(await carryOut(act('record', `/v1/people/${encodeURIComponent(person)}/record`, body)))
        setSealed(all)
      }),
    [run, person],
  )
  useEffect(() => {
    void look(first, false)
  }, [look, first])
  const name = record?.fields.hoTenKhaiSinh?.value
  return (
    <>
      <p>
        <Link href="/people">{say(w.back)}</Link>
      </p>
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{typeof name === 'string' ? name : say(w.record)}</h1>
          {record && (
            <p>
              {record.unitName ?? say(w.ended)} · {say(w.holder, { holder: record.holder })}
            </p>
          )}
        </div>
        {record && !sealed && (
          <button type="button" onClick={() => setOpening(true)}>
            {say(w.unseal)}
          </button>
        )}
      </div>
      {!opening && <Said trouble={trouble} />}
      {sealed && (
        <p role="status" className="notice bad">
          {say(w.unsealed)}
        </p>
      )}
      {!record && busy && <p className="loading">{say(frame.loading)}</p>}
      {record && <RecordView record={record} />}
      {opening && (
        <Dialog title={say(w.unsealTitle)} onClose={() => setOpening(false)}>
          <form
            className="form"
            onSubmit={async (event: FormEvent) => {
              event.preventDefault()
              if (!busy && (await look(purpose, true))) setOpening(false)
            }}
          >
            <p>{say(w.unsealNote)}</p>
            <Said trouble={trouble} />
            <PurposeFields me={me} />
            <div className="actions">
              <Submit busy={busy}>{say(w.unsealDo)}</Submit>
              <button type="button" onClick={() => setOpening(false)}>
                {say(frame.cancel)}
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  )
}
