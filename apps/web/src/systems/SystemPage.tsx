/** One system that reads: what it is registered for; another key or number asked for, its rest, its end. */
import { useState } from 'react'
import { act, systemsAt } from '../api.ts'
import { Field } from '../frame/Form.tsx'
import { formatDate, formatDay, formatNumber } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { useTitle } from '../frame/title.ts'
import { purposeWords } from '../records/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import { KeyField } from './KeyField.tsx'
import type { PublicKey } from './keys.ts'
import { Registration } from './Registration.tsx'
import { stateOf } from './state.ts'
import { w } from './words.ts'

export default function SystemPage({ params }: { params: Params }) {
  const say = useSay()
  const language = useLanguage()
  const me = useMe()
  const loaded = useLoaded(systemsAt)
  const [keys, setKeys] = useState<readonly PublicKey[]>([])
  const [people, setPeople] = useState('')
  const one = loaded.data?.systems.find(({ systemId }) => systemId === params.system)
  useTitle(one ? { vi: one.name, en: one.name } : w.title)
  if (!one)
    return <Registration loaded={loaded} name={null} code="" state={null} ended={false} facts={[]} changes={[]} />
  const { systemId, name } = one
  return (
    <Registration
      loaded={loaded}
      name={name}
      code={one.clientId}
      state={stateOf(one, me.today)}
      ended={one.endedAt !== null}
      facts={[
        [say(w.purposes), one.purposes.map((code) => say(purposeWords[code] ?? { vi: code, en: code })).join(', ')],
        [say(w.over_), one.nation ? say(w.nation) : (one.unit ?? say(w.endedUnit))],
        [say(w.days), say(w.daysFromTo, { from: formatDate(one.validFrom), to: formatDate(one.validTo) })],
        [say(w.budget), formatNumber(one.peopleADay, language)],
        [
          say(w.key),
          <>
            <code>{one.key}</code>{' '}
            <span className="hint">{say(w.since, { day: formatDay(one.keySince, language) })}</span>
          </>,
        ],
      ]}
      changes={[
        {
          ...{ id: 'key', title: say(w.changeKey), note: say(w.changeKeyNote), stops: false, disabled: !keys[0] },
          body: (
            <>
              <p>{say(w.changeKeyWhat, { name })}</p>
              <KeyField several={false} onKeys={setKeys} />
            </>
          ),
          onDo: () => carryOut(act('changeSystemKey', `/v1/systems/${systemId}/key`, { publicKey: keys[0]! })),
        },
        {
          ...{ id: 'budget', title: say(w.changeBudget), note: say(w.changeBudgetNote), stops: false },
          body: (
            <>
              <p>{say(w.changeBudgetWhat, { name, n: one.peopleADay })}</p>
              <Field
                label={say(w.budget)}
                type="number"
                min={1}
                max={1_000_000}
                value={people}
                onChange={({ target }) => setPeople(target.value)}
                required
              />
            </>
          ),
          onDo: () =>
            carryOut(act('changeSystemBudget', `/v1/systems/${systemId}/budget`, { peopleADay: Number(people) })),
        },
        one.suspendedAt === null
          ? {
              ...{ id: 'suspend', title: say(w.suspend), note: say(w.suspendNote), stops: true },
              body: <p>{say(w.suspendSystemWhat, { name })}</p>,
              onDo: () => carryOut(act('suspendSystem', `/v1/systems/${systemId}/suspend`, {})),
            }
          : {
              ...{ id: 'resume', title: say(w.resume), note: say(w.resumeNote), stops: false },
              body: <p>{say(w.resumeWhat, { name })}</p>,
              onDo: () => carryOut(act('resumeSystem', `/v1/systems/${systemId}/resume`, {})),
            },
        {
          ...{ id: 'end', title: say(w.end), note: say(w.endNote), stops: true },
          body: <p>{say(w.endSystemWhat, { name })}</p>,
          onDo: () => carryOut(act('endSystem', `/v1/systems/${systemId}/end`, {})),
        },
      ]}
    />
  )
}
