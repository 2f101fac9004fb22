/** Asking for a relying party to be registered: who it is, its exact addresses, its keys, what it is told. */
import { useState } from 'react'
import { act } from '../api.ts'
import { Area, Field } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { carryOut } from '../session/call.ts'
import { scopeName } from './PartyPage.tsx'
import { Registering, type Registrant } from './Registering.tsx'
import { w } from './words.ts'

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export default function RegisterPartyPage() {
  const say = useSay()
  const [state, set] = useState({ redirects: '', byes: '', backchannel: '' })
  const [scopes, setScopes] = useState<readonly string[]>(['openid', 'profile'])
  const change = (part: Partial<typeof state>) => set({ ...state, ...part })
  const ask = ({ name, id, keys }: Registrant) => {
    const party = {
      ...{ name, partyId: id, scopes: [...scopes], publicKeys: [...keys] },
      ...{ redirectUris: linesOf(state.redirects), postLogoutRedirectUris: linesOf(state.byes) },
      backchannelLogoutUri: state.backchannel.trim() || null,
    }
    return carryOut(act('registerParty', '/v1/parties', party))
  }
  const told = (
    <fieldset className="entry">
      <legend>{say(w.scopes)}</legend>
      {['openid', 'profile', 'roles'].map((scope) => (
        <label key={scope} className="tick">
          <input
            type="checkbox"
            checked={scopes.includes(scope)}
            disabled={scope === 'openid'}
            onChange={({ target }) =>
              setScopes(target.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope))
            }
          />
          {say(scopeName(scope))}
        </label>
      ))}
    </fieldset>
  )
  return (
    <Registering title={w.registerParty} severalKeys about={told} onAsk={ask}>
      <legend className="panel-title">{say(w.where)}</legend>
      <Area
        label={say(w.redirects)}
        hint={say(w.redirectsHint)}
        value={state.redirects}
        onChange={({ target }) => change({ redirects: target.value })}
        spellCheck={false}
        required
      />
      <Area
        label={say(w.byes)}
        hint={say(w.redirectsHint)}
        value={state.byes}
        onChange={({ target }) => change({ byes: target.value })}
        spellCheck={false}
      />
      <Field
        label={say(w.backchannel)}
        hint={say(w.backchannelHint)}
        type="url"
        value={state.backchannel}
        onChange={({ target }) => change({ backchannel: target.value })}
        spellCheck={false}
      />
    </Registering>
  )
}
