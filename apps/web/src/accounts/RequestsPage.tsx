/** What waits for the word of a second person. */
import type { Text } from '@cbccvc/standard'
import { useState } from 'react'
import { type AccountShapes, act, approvalsAt } from '../api.ts'
import { Said, Unloaded, useAct } from '../frame/Form.tsx'
import { formatDate, formatInstant } from '../frame/format.ts'
import { Loading } from '../frame/Loading.tsx'
import { useLanguage, useSay } from '../frame/language.ts'
import { placeName, roleDoes, roleName } from '../frame/roles.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { purposeWords } from '../records/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import './accounts.css'
import { Handed } from './Handed.tsx'
import { w } from './words.ts'

type Request = AccountShapes.Approvals['requests'][number]

/** What is asked for, and all that has to be known to decide it. */
function Asked({ request }: { request: Request }) {
  const say = useSay()
  const { kind, registration } = request
  const facts = {
    ...{ name: request.name ?? '', login: request.login ?? '' },
    ...{ role: say(roleName(request.role)), place: say(placeName(request)) },
  }
  const days = [
    say(w.from, { day: formatDate(request.validFrom) }),
    ...(request.validTo ? [say(w.until, { day: formatDate(request.validTo) })] : []),
  ]
  const notes = {
    ...{ reset: [say(w.holds, facts)], system: days, party: [], systemChange: [], partyChange: [] },
    ...{ invitation: [say(roleDoes(request.role)), ...days], grant: [say(roleDoes(request.role)), ...days] },
  }[kind]
  const more = [
    ...notes,
    ...(request.purposes ?? []).map((code) => say(purposeWords[code] ?? { vi: code, en: code })),
    ...(registration?.peopleADay === undefined ? [] : [say(w.peopleADay, { n: registration.peopleADay })]),
    ...(registration?.redirectUris ? [say(w.comesBackTo, { uris: registration.redirectUris.join(', ') })] : []),
  ]
  return (
    <>
      <b>{say(headOf(request), facts)}</b> {kind === 'invitation' && say(w.forNew, facts)}
      {kind === 'grant' && say(w.forOld, facts)}
      {more.length > 0 && <p className="hint">{more.join(' · ')}</p>}
      {registration?.keys && (
        <p className="hint">
          {say(w.compareKey)}
          {registration.keys.map((key) => (
            <code key={key} className="key-print">
              {key}
            </code>
          ))}
        </p>
      )}
    </>
  )
}

function headOf({ kind, registration }: Request): Text {
  if (kind === 'invitation' || kind === 'grant') return w.asks
  if (kind === 'reset') return w.asksReset
  if (kind === 'system') return w.asksSystem
  if (kind === 'party') return w.asksParty
  const change = registration?.change
  return change === 'key' ? w.asksKey : change === 'budget' ? w.asksBudget : w.asksResume
}

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
      {!data && !refused && !lost && <Loading />}
      {data?.requests.length === 0 && <p className="empty">{say(w.none)}</p>}
      {data && data.requests.length > 0 && (
        <ul className="sheet-list">
          {data.requests.map((request) => {
            const role = say(roleName(request.role))
            const what = `${request.kind === 'reset' ? say(w.resetRow) : role} – ${request.name ?? ''}`
            return (
              <li key={request.requestId} className="request">
                <div>
                  <Asked request={request} />
                  <p className="hint">
                    {say(w.askedAt, {
                      who: request.askedByName,
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
