/** Asking for a relying party to be registered: who it is, its exact addresses, its keys, what it is told. */
import { type FormEvent, useState } from 'react'
import { Handed } from '../accounts/Handed.tsx'
import { type AccountShapes, act } from '../api.ts'
import { Area, Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { carryOut } from '../session/call.ts'
import '../accounts/accounts.css'
import { KeyField } from './KeyField.tsx'
import type { PublicKey } from './keys.ts'
import { scopeName } from './PartyPage.tsx'
import './systems.css'
import { w } from './words.ts'

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export default function RegisterPartyPage() {
  const say = useSay()
  useTitle(w.registerParty)
  const [state, set] = useState({ name: '', partyId: '', redirects: '', byes: '', backchannel: '' })
  const [scopes, setScopes] = useState<readonly string[]>(['openid', 'profile'])
  const [keys, setKeys] = useState<readonly PublicKey[]>([])
  const [came, setCame] = useState<AccountShapes.Issued | null>(null)
  const { busy, trouble, run } = useAct()
  const change = (part: Partial<typeof state>) => set({ ...state, ...part })
  const register = (event: FormEvent) => {
    event.preventDefault()
    if (busy || keys.length === 0) return
    const party = {
      ...{ name: state.name.trim(), partyId: state.partyId.trim(), scopes: [...scopes], publicKeys: [...keys] },
      ...{ redirectUris: linesOf(state.redirects), postLogoutRedirectUris: linesOf(state.byes) },
      backchannelLogoutUri: state.backchannel.trim() || null,
    }
    void run(async () => setCame(await carryOut(act('registerParty', '/v1/parties', party))))
  }
  return (
    <>
      <p>
        <Link href="/systems">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.registerParty)}</h1>
        <p>{say(w.note)}</p>
      </div>
      {came ? (
        <section className="panel narrow">
          <Handed issued={came} name={state.name} onDone={() => navigate('/systems')} doneLabel={say(w.back)} />
        </section>
      ) : (
        <form className="form" onSubmit={register}>
          <Said trouble={trouble} />
          <div className="halves even">
            <fieldset className="panel form">
              <legend className="panel-title">{say(w.who)}</legend>
              <Field
                label={say(w.name)}
                value={state.name}
                onChange={({ target }) => change({ name: target.value })}
                autoComplete="off"
                maxLength={200}
                required
              />
              <Field
                label={say(w.id)}
                hint={say(w.idHint)}
                value={state.partyId}
                onChange={({ target }) => change({ partyId: target.value })}
                pattern="[a-z][a-z0-9._\-]{2,63}"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                required
              />
              <KeyField several onKeys={setKeys} />
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
            </fieldset>
            <fieldset className="panel form">
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
            </fieldset>
          </div>
          <p>
            <Submit busy={busy} disabled={keys.length === 0}>
              {say(w.ask)}
            </Submit>
          </p>
        </form>
      )}
    </>
  )
}
