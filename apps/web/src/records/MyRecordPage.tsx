/** The own record, as the database has it. Sealed fields of one's own are shown after a step-up. */
import type { RecordShapes } from '@cbccvc/contract'
import type { FieldClass } from '@cbccvc/standard'
import { useCallback, useEffect, useState } from 'react'
import { act } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut, confirmed } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { OpenDialog } from './OpenDialog.tsx'
import { classesWith } from './RecordPage.tsx'
import { RecordView } from './RecordView.tsx'
import { w } from './words.ts'

export default function MyRecordPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.mine)
  const [record, setRecord] = useState<RecordShapes.SeenRecord | null>(null)
  const [opening, setOpening] = useState<FieldClass | null>(null)
  const { busy, trouble, run } = useAct()
  const look = useCallback(async (classes?: FieldClass[]) => {
    setRecord(await carryOut(act('myRecord', '/v1/me/record', { names: true, ...(classes && { classes }) })))
  }, [])
  useEffect(() => {
    if (me.bound) void run(() => look())
  }, [run, look, me.bound])
  if (!me.bound)
    return (
      <>
        <h1 tabIndex={-1}>{say(w.mine)}</h1>
        <p className="empty">{say(w.notBound)}</p>
      </>
    )
  return (
    <>
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{say(w.mine)}</h1>
          <p>{say(w.mineNote)}</p>
        </div>
        <p className="actions">
          <Link className="button" href="/me/looks">
            {say(w.looks)}
          </Link>
        </p>
      </div>
      <Said trouble={trouble} />
      {!record && trouble && (
        <p>
          <button type="button" onClick={() => void run(() => look())}>
            {say(frame.tryAgain)}
          </button>
        </p>
      )}
      {!record && busy && <Loading />}
      {record && (
        <RecordView
          own
          record={record}
          onOpen={setOpening}
          {...(me.can.includes('request.make') && {
            beside: (field, label) => (
              <Link
                className="wrong"
                href={`/me/requests/new?kind=correct&field=${field}`}
                aria-label={say(w.wrongNamed, { field: label })}
              >
                {say(w.wrong)}
              </Link>
            ),
          })}
        />
      )}
      {record && opening && (
        <OpenDialog
          own
          of={opening}
          onDo={() => confirmed().then(() => look(classesWith(record, opening)))}
          onClose={() => setOpening(null)}
        />
      )}
    </>
  )
}
