/** One account: what it holds, what can be given or taken back, its open sessions. */
import { useState } from 'react'
import { type AccountShapes, accountSessionsAt, accountsAt, act, type Grant } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, Unloaded, useAct } from '../frame/Form.tsx'
import { formatRecent } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { placeName, roleName } from '../frame/roles.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import './accounts.css'
import { GrantLine } from './Grants.tsx'
import { Handed } from './Handed.tsx'
import { RoleFields, rolesOffered, useRoleWish } from './RoleFields.tsx'
import { w } from './words.ts'

type Line = AccountShapes.Accounts['accounts'][number]

function TakeBack({ grant, name, onClose }: { grant: Grant; name: string; onClose: (done: boolean) => void }) {
  const say = useSay()
  const { busy, trouble, run } = useAct()
  return (
    <Dialog title={say(w.endTitle)} onClose={() => onClose(false)}>
      <form
        className="form"
        onSubmit={async (event) => {
          event.preventDefault()
          if (busy) return
          if (await run(() => carryOut(act('endGrant', `/v1/accounts/grants/${grant.id}/end`, {})))) onClose(true)
        }}
      >
        <p>{say(w.endWhat, { name, role: say(roleName(grant.role)), place: say(placeName(grant)) })}</p>
        <Said trouble={trouble} />
        <div className="actions">
          <Submit busy={busy}>{say(w.endDo)}</Submit>
          <button type="button" onClick={() => onClose(false)}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function GiveRole({ account, onClose }: { account: Line; onClose: (done: boolean) => void }) {
  const say = useSay()
  const me = useMe()
  const [state, change, wish] = useRoleWish(me)
  const [came, setCame] = useState<AccountShapes.Issued | null>(null)
  const { busy, trouble, run } = useAct()
  return (
    <Dialog title={say(w.giveTitle, { name: account.name })} onClose={() => onClose(came !== null)}>
      {came ? (
        <Handed issued={came} name={account.name} onDone={() => onClose(true)} />
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            if (busy) return
            void run(async () => {
              const issued = await carryOut(act('grantRole', `/v1/accounts/${account.accountId}/grants`, wish))
              if (issued.kind === 'asked') setCame(issued)
              else onClose(true)
            })
          }}
        >
          <Said trouble={trouble} />
          <RoleFields me={me} state={state} onChange={change} />
          <div className="actions">
            <Submit busy={busy}>{say(w.giveDo)}</Submit>
            <button type="button" onClick={() => onClose(false)}>
              {say(frame.cancel)}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

function OpenSessions({ accountId }: { accountId: string }) {
  const say = useSay()
  const language = useLanguage()
  const { data, refused, lost, again } = useLoaded(accountSessionsAt(accountId))
  const { busy, trouble, run } = useAct()
  const end = (id: string) =>
    run(async () => {
      await carryOut(act('endAccountSession', `/v1/accounts/${accountId}/sessions/${id}/end`, {}))
      await again()
    })
  return (
    <section className="panel block" aria-labelledby="sessions">
      <h2 id="sessions">{say(w.sessions)}</h2>
      <Unloaded refused={refused} lost={lost} again={again} />
      <Said trouble={trouble} />
      {data?.sessions.length === 0 && <p className="hint">{say(w.noSessions)}</p>}
      <ul className="rows">
        {data?.sessions.map(({ sessionId, startedAt, seenAt, address }) => (
          <li key={sessionId}>
            <div>
              <code>{address}</code>
              <p className="hint">
                {formatRecent(startedAt, Date.now(), language)} – {formatRecent(seenAt, Date.now(), language)}
              </p>
            </div>
            <button
              type="button"
              aria-disabled={busy || undefined}
              aria-label={say(w.endSessionNamed, { address })}
              onClick={() => void end(sessionId)}
            >
              {say(w.endSession)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export default function AccountPage({ params }: { params: Params }) {
  const say = useSay()
  const me = useMe()
  const { data, refused, lost, again } = useLoaded(accountsAt)
  const account = data?.accounts.find(({ accountId }) => accountId === params.account)
  const [ending, setEnding] = useState<Grant | null>(null)
  const [giving, setGiving] = useState(false)
  useTitle(account ? { vi: account.name, en: account.name } : w.title)
  const mayTake = me.can.includes('account.grant')
  if (!account)
    return (
      <>
        <Unloaded refused={refused} lost={lost} again={again} />
        {data ? (
          <section className="message">
            <h1 tabIndex={-1}>{say(w.unknown)}</h1>
            <p>{say(w.unknownNext)}</p>
            <p className="actions">
              <Link href="/accounts">{say(w.back)}</Link>
            </p>
          </section>
        ) : (
          <h1 tabIndex={-1}>{say(w.title)}</h1>
        )}
      </>
    )
  return (
    <>
      <p>
        <Link href="/accounts">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{account.name}</h1>
        <p>
          <code>{account.login}</code>
        </p>
      </div>
      <div className="halves">
        <section className="panel block" aria-labelledby="grants">
          <h2 id="grants">{say(w.grants)}</h2>
          <ul className="rows">
            {account.grants.map((grant) => (
              <li key={grant.id}>
                <div>
                  <GrantLine grant={grant} today={me.today} />
                </div>
                {mayTake && me.mayGive.includes(grant.role) && (
                  <button
                    type="button"
                    aria-label={say(w.endNamed, { what: say(roleName(grant.role)) })}
                    onClick={() => setEnding(grant)}
                  >
                    {say(w.end)}
                  </button>
                )}
              </li>
            ))}
          </ul>
          {mayTake && rolesOffered(me).length > 0 && account.accountId !== me.accountId && (
            <p>
              <button type="button" onClick={() => setGiving(true)}>
                {say(w.give)}
              </button>
            </p>
          )}
        </section>
        {me.can.includes('session.end') && <OpenSessions accountId={account.accountId} />}
      </div>
      {ending && (
        <TakeBack
          grant={ending}
          name={account.name}
          onClose={(done) => {
            setEnding(null)
            if (done) void again()
          }}
        />
      )}
      {giving && (
        <GiveRole
          account={account}
          onClose={(done) => {
            setGiving(false)
            if (done) void again()
          }}
        />
      )}
    </>
  )
}
