/** The own record, as the database has it. */
import type { RecordShapes } from '@cbccvc/contract'
import { useEffect, useState } from 'react'
import { act } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { RecordView } from './RecordView.tsx'
import { w } from './words.ts'

export default function MyRecordPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.mine)
  const [record, setRecord] = useState<RecordShapes.SeenRecord | null>(null)
  const { busy, trouble, run } = useAct()
  useEffect(() => {
    void run(async () => setRecord(await carryOut(act('myRecord', '/v1/me/record', {}))))
  }, [run])
  return (
    <>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.mine)}</h1>
        <p>{say(w.mineNote)}</p>
      </div>
      <Said trouble={trouble} />
      {!record && busy && <p className="loading">{say(frame.loading)}</p>}
      {record && (
        <RecordView
          record={record}
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
    </>
  )
}
