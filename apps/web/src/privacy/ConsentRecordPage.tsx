/** The record that a consent opens: the fields that the person gave, while they give them. */
import type { RecordShapes } from '@cbccvc/contract'
import { useEffect, useState } from 'react'
import { act } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { RecordView } from '../records/RecordView.tsx'
import { carryOut } from '../session/call.ts'
import { w } from './words.ts'

const purpose = { code: 'recruitment' } as const

export default function ConsentRecordPage({ params }: { params: Params }) {
  const say = useSay()
  useTitle(w.recordTitle)
  const [record, setRecord] = useState<RecordShapes.SeenRecord | null>(null)
  const { busy, trouble, run } = useAct()
  const person = params.ref!
  useEffect(() => {
    void run(async () =>
      setRecord(
        await carryOut(act('record', `/v1/people/${encodeURIComponent(person)}/record`, { purpose, names: true })),
      ),
    )
  }, [run, person])
  const name = record?.fields.hoTenKhaiSinh?.value
  return (
    <>
      <p>
        <Link href="/consents">{say(w.backToAsked)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{typeof name === 'string' ? name : say(w.recordTitle)}</h1>
        <p>{say(w.recordNote)}</p>
      </div>
      <Said trouble={trouble} />
      {trouble && trouble !== 'lost' && trouble.refusal.code === 'access.notFound' && <p>{say(w.consentGone)}</p>}
      {!record && busy && <p className="loading">{say(frame.loading)}</p>}
      {record && <RecordView record={record} />}
    </>
  )
}
