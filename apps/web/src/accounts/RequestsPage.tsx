/** What waits for the word of a second person. */
import { useState } from 'react'
import { type AccountShapes, act, approvalsAt } from '../api.ts'
import { Said, Unloaded, useAct } from '../frame/Form.tsx'
import { formatDate, formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { placeName, roleDoes, roleName } from '../frame/roles.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import './accounts.css'
import { Handed } from './Handed.tsx'
import { w } from './words.ts'

type Request = AccountShapes.Approvals['requests'][number]

export default function RequestsPage() {
  const say = useSay()
  const language = useLanguage()
  useTitle(w.requestsTitle)
  const { data, refused, lost, again } = useLoaded(approvalsAt)
  const [came, setCame] = useState<{ issued: AccountShapes.Issued; name: string } | null>(null)
  const { busy, trouble, run } = useAct()
  const decide = (request: Request, approve: boolean) =>
    run(async () => {
      const issued = await carryOut(act('decideApproval', `/v1/accounts/approvals/${request.requestId}`, { approve }))
      setCame({ issued, name: request.name ?? '' })
      await again()
    })
  return (
    <>
      <p>
        <Link href="/accounts">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.requestsTitle)}</h1>
        <p>{say(w.requestsNote)}</p>
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      <Said trouble={trouble} />
      {came && (
        <section className="panel narrow">
          <Handed {...came} onDone={() => setCame(null)} />
        </section>
      )}
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.requests.length === 0 && <p className="empty">{say(w.none)}</p>}
      {data && data.requests.length > 0 && (
        <ul className="sheet-list">
          {data.requests.map((request) => {
            const role = say(roleName(request.role))
            const what = `${role} – ${request.name ?? say(w.forOld)}`
            return (
              <li key={request.requestId} className="request">
                <div>
                  <b>{say(w.asks, { role, place: say(placeName(request)) })}</b>{' '}
                  {request.kind === 'invitation'
                    ? say(w.forNew, { name: request.name ?? '', login: request.login ?? '' })
                    : say(w.forOld)}
                  <p className="hint">
                    {say(roleDoes(request.role))} · {say(w.from, { day: formatDate(request.validFrom) })}
                    {request.validTo && ` · ${say(w.until, { day: formatDate(request.validTo) })}`}
                  </p>
                  <p className="hint">
                    {say(w.askedAt, {
                      time: formatInstant(request.askedAt, language),
                      until: formatInstant(request.expiresAt, language),
                    })}
                  </p>
                </div>
                <div className="actions">
                  <button
                    type="button"
                    className="primary"
                    aria-disabled={busy || undefined}
                    aria-label={say(w.approveNamed, { what })}
                    onClick={() => void decide(request, true)}
                  >
                    {say(w.approve)}
                  </button>
                  <button
                    type="button"
                    aria-disabled={busy || undefined}
                    aria-label={say(w.refuseNamed, { what })}
                    onClick={() => void decide(request, false)}
                  >
                    {say(w.refuse)}
                  </button>
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </>
  )
}
