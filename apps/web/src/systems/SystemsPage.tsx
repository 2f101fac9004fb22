/** The systems that read for a purpose, and those into which people sign in with their accounts here. */
import type { ReactNode } from 'react'
import { partiesAt, systemsAt } from '../api.ts'
import { Unloaded } from '../frame/Form.tsx'
import { formatDate } from '../frame/format.ts'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { purposeWords } from '../records/words.ts'
import { type Loaded, useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import '../accounts/accounts.css'
import { stateOf } from './state.ts'
import './systems.css'
import { w } from './words.ts'

function Listed<T>({
  id,
  title,
  note,
  none,
  loaded,
  register,
  lines,
}: {
  id: string
  title: string
  note: string
  none: string
  loaded: Loaded<T>
  register: ReactNode
  lines: readonly {
    key: string
    href: string
    name: string
    code: string
    state: ReturnType<typeof stateOf>
    facts: string
  }[]
}) {
  const say = useSay()
  const { data, refused, lost, again } = loaded
  return (
    <section className="block" aria-labelledby={id}>
      <div className="heading with-actions">
        <div>
          <h2 id={id}>{title}</h2>
          <p className="hint">{note}</p>
        </div>
        {register}
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      {!data && !refused && !lost && <Loading />}
      {data && lines.length === 0 && <p className="empty">{none}</p>}
      {lines.length > 0 && (
        <ul className="sheet-list">
          {lines.map(({ key, href, name, code, state, facts }) => (
            <li key={key}>
              <div className="whose">
                <Link href={href}>{name}</Link>
                <code>{code}</code>
              </div>
              <p>
                <span className={`badge ${state.good ? '' : 'bad'}`}>{say(state.word)}</span>{' '}
                <span className="hint">{facts}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export default function SystemsPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.title)
  const systems = useLoaded(systemsAt)
  const parties = useLoaded(partiesAt)
  const asks = me.can.includes('account.invite')
  const registers = (href: string, words: string) =>
    asks && (
      <Link className="button" href={href}>
        {words}
      </Link>
    )
  return (
    <>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.title)}</h1>
        <p>{say(w.note)}</p>
      </div>
      <Listed
        id="systems"
        title={say(w.systems)}
        note={say(w.systemsNote)}
        none={say(w.noSystems)}
        loaded={systems}
        register={registers('/systems/register', say(w.registerSystem))}
        lines={(systems.data?.systems ?? []).map((one) => ({
          ...{ key: one.systemId, href: `/systems/${one.systemId}`, name: one.name, code: one.clientId },
          state: stateOf(one, me.today),
          facts: [
            one.purposes.map((code) => say(purposeWords[code] ?? { vi: code, en: code })).join(', '),
            one.nation ? say(w.nation) : (one.unit ?? say(w.endedUnit)),
            say(w.daysFromTo, { from: formatDate(one.validFrom), to: formatDate(one.validTo) }),
          ].join(' · '),
        }))}
      />
      <Listed
        id="parties"
        title={say(w.parties)}
        note={say(w.partiesNote)}
        none={say(w.noParties)}
        loaded={parties}
        register={registers('/parties/register', say(w.registerParty))}
        lines={(parties.data?.parties ?? []).map((one) => ({
          ...{
            key: one.partyId,
            href: `/parties/${encodeURIComponent(one.partyId)}`,
            name: one.name,
            code: one.partyId,
          },
          state: stateOf(one, me.today),
          facts: [
            new URL(one.redirectUris[0] ?? 'https://-/').host,
            ...(one.logoutsGivenUp > 0 ? [say(w.logoutsLost, { n: one.logoutsGivenUp })] : []),
          ].join(' · '),
        }))}
      />
    </>
  )
}
