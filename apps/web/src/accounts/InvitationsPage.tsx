/** Codes that were handed over and not used: what each is for, until when, and the way to take it back. */
import { useState } from 'react'
import { type AccountShapes, act, invitationsAt } from '../api.ts'
import { Confirm } from '../frame/Confirm.tsx'
import { Unloaded } from '../frame/Form.tsx'
import { formatInstant } from '../frame/format.ts'
import { Loading } from '../frame/Loading.tsx'
import { useLanguage, useSay } from '../frame/language.ts'
import { Row, Rows } from '../frame/Rows.tsx'
import { placeName, roleName } from '../frame/roles.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import './accounts.css'
import { w } from './words.ts'

type Line = AccountShapes.Invitations['invitations'][number]

export default function InvitationsPage() {
  const say = useSay()
  const language = useLanguage()
  useTitle(w.open)
  const { data, refused, lost, again } = useLoaded(invitationsAt)
  const [taking, setTaking] = useState<Line | null>(null)
  const [taken, setTaken] = useState<string | null>(null)
  return (
    <>
      <p>
        <Link href="/accounts">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.open)}</h1>
        <p>{say(w.openNote)}</p>
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      <div role="status" className="said">
        {taken !== null && <p className="notice good">{say(w.withdrawn, { name: taken })}</p>}
      </div>
      {!data && !refused && !lost && <Loading />}
      {data?.invitations.length === 0 && <p className="empty">{say(w.openNone)}</p>}
      {data && data.invitations.length > 0 && (
        <section className="panel" aria-label={say(w.open)}>
          <Rows>
            {data.invitations.map((line) => (
              <Row
                key={line.invitationId}
                note={say(w.openBy, {
                  who: line.madeBy ?? say(w.openByCentre),
                  time: formatInstant(line.madeAt, language),
                  until: formatInstant(line.expiresAt, language),
                })}
                act={{
                  label: say(w.withdraw),
                  named: say(w.withdrawNamed, { name: line.name }),
                  onPress: () => setTaking(line),
                  grave: true,
                }}
              >
                <b>{line.name}</b> <code>{line.login}</code> ·{' '}
                {line.kind === 'reset'
                  ? say(w.openReset)
                  : say(w.openInvitation, { role: say(roleName(line.role)), place: say(placeName(line)) })}
              </Row>
            ))}
          </Rows>
        </section>
      )}
      {taking && (
        <Confirm
          title={say(w.withdrawTitle, { name: taking.name })}
          label={say(w.withdrawDo)}
          onDo={() =>
            carryOut(act('withdrawInvitation', `/v1/accounts/invitations/${taking.invitationId}/withdrawal`, {}))
          }
          onClose={(done) => {
            setTaking(null)
            if (!done) return
            setTaken(taking.name)
            void again()
          }}
        >
          <p>{say(w.withdrawWhat, { name: taking.name, login: taking.login })}</p>
        </Confirm>
      )}
    </>
  )
}
