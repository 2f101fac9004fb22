/** One relying party: its addresses and keys, whether it hears that sign-ins end; other keys asked for, its rest, its end. */
import { useState } from 'react'
import { act, partiesAt } from '../api.ts'
import { formatDay } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { useTitle } from '../frame/title.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import { KeyField } from './KeyField.tsx'
import type { PublicKey } from './keys.ts'
import { Lines, Registration } from './Registration.tsx'
import { type PartyLine, stateOf } from './state.ts'
import { w } from './words.ts'

/** Whether it hears that sign-ins are over. */
function Logouts({ one }: { one: PartyLine }) {
  const say = useSay()
  const { logoutsGivenUp, logoutsWaiting } = one
  if (logoutsGivenUp === 0 && logoutsWaiting === 0) return <>{say(w.logoutsWell)}</>
  return (
    <>
      {logoutsWaiting > 0 && <p>{say(w.logoutsWaiting, { n: logoutsWaiting })}</p>}
      {logoutsGivenUp > 0 && <p className="fault">{say(w.logoutsLost, { n: logoutsGivenUp })}</p>}
    </>
  )
}

export default function PartyPage({ params }: { params: Params }) {
  const say = useSay()
  const language = useLanguage()
  const me = useMe()
  const loaded = useLoaded(partiesAt)
  const [keys, setKeys] = useState<readonly PublicKey[]>([])
  const one = loaded.data?.parties.find(({ partyId }) => partyId === params.party)
  useTitle(one ? { vi: one.name, en: one.name } : w.title)
  if (!one)
    return <Registration loaded={loaded} name={null} code="" state={null} ended={false} facts={[]} changes={[]} />
  const { partyId, name } = one
  const at = `/v1/parties/${encodeURIComponent(partyId)}` as const
  return (
    <Registration
      loaded={loaded}
      name={name}
      code={partyId}
      state={stateOf(one, me.today)}
      ended={one.endedAt !== null}
      facts={[
        [say(w.redirects), <Lines key="in" of={one.redirectUris} />],
        [
          say(w.byes),
          one.postLogoutRedirectUris.length > 0 ? <Lines key="out" of={one.postLogoutRedirectUris} /> : '–',
        ],
        [say(w.backchannel), one.backchannelLogoutUri ? <code key="told">{one.backchannelLogoutUri}</code> : '–'],
        [
          say(w.scopes),
          one.scopes
            .map((scope) => scopeName(scope))
            .map((text) => say(text))
            .join('; '),
        ],
        [
          say(w.key),
          <>
            <Lines of={one.keys} />{' '}
            <span className="hint">{say(w.since, { day: formatDay(one.keysSince, language) })}</span>
          </>,
        ],
        [say(w.logouts), <Logouts key="logouts" one={one} />],
      ]}
      changes={[
        {
          ...{ id: 'key', title: say(w.changeKey), note: say(w.changeKeyNote), stops: false, disabled: !keys[0] },
          body: (
            <>
              <p>{say(w.changeKeysWhat, { name })}</p>
              <KeyField several onKeys={setKeys} />
            </>
          ),
          onDo: () => carryOut(act('changePartyKeys', `${at}/keys`, { publicKeys: [...keys] })),
        },
        one.suspendedAt === null
          ? {
              ...{ id: 'suspend', title: say(w.suspend), note: say(w.suspendNote), stops: true },
              body: <p>{say(w.suspendPartyWhat, { name })}</p>,
              onDo: () => carryOut(act('suspendParty', `${at}/suspend`, {})),
            }
          : {
              ...{ id: 'resume', title: say(w.resume), note: say(w.resumeNote), stops: false },
              body: <p>{say(w.resumeWhat, { name })}</p>,
              onDo: () => carryOut(act('resumeParty', `${at}/resume`, {})),
            },
        {
          ...{ id: 'end', title: say(w.end), note: say(w.endNote), stops: true },
          body: <p>{say(w.endPartyWhat, { name })}</p>,
          onDo: () => carryOut(act('endParty', `${at}/end`, {})),
        },
      ]}
    />
  )
}

/** What a scope tells, in words; one that this page does not know is called by its id. */
export const scopeName = (scope: string) =>
  (w.scope as Readonly<Record<string, { vi: string; en: string }>>)[scope] ?? { vi: scope, en: scope }
