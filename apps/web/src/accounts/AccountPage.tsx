/** One account: whether it rests, what it holds, what can be given or taken back, its open sessions, and its end. */
import { useState } from 'react'
import { accountsAt, type Grant } from '../api.ts'
import { Unloaded } from '../frame/Form.tsx'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { Row, Rows } from '../frame/Rows.tsx'
import { roleName } from '../frame/roles.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import './accounts.css'
import { GrantLine } from './Grants.tsx'
import { Manage } from './Manage.tsx'
import { OpenSessions } from './OpenSessions.tsx'
import { type AccountLine, GiveRole, TakeBack } from './RoleDialogs.tsx'
import { rolesOffered } from './RoleFields.tsx'
import { w } from './words.ts'

/** The roles that it holds, and the giving and taking back. */
function Held({ account, onChange }: { account: AccountLine; onChange: () => void }) {
  const say = useSay()
  const me = useMe()
  const [ending, setEnding] = useState<Grant | null>(null)
  const [giving, setGiving] = useState(false)
  const mayTake = me.can.includes('account.grant')
  const own = account.accountId === me.accountId
  return (
    <section className="panel block" aria-labelledby="grants">
      <h2 id="grants">{say(w.grants)}</h2>
      <Rows>
        {account.grants.map((grant) => (
          <Row
            key={grant.id}
            act={
              mayTake && {
                label: say(w.end),
                named: say(w.endNamed, { what: say(roleName(grant.role)) }),
                onPress: () => setEnding(grant),
                grave: true,
                whyNot: me.mayGive.includes(grant.role)
                  ? null
                  : say(w.whyNotGiver, { role: say(roleName(grant.role)) }),
              }
            }
          >
            <GrantLine grant={grant} today={me.today} />
          </Row>
        ))}
      </Rows>
      {account.elsewhere && <p className="hint">{say(w.elsewhereToo)}</p>}
      {mayTake && rolesOffered(me).length > 0 && !own && account.state === 'active' && (
        <p>
          <button type="button" onClick={() => setGiving(true)}>
            {say(w.give)}
          </button>
        </p>
      )}
      {ending && (
        <TakeBack
          grant={ending}
          name={account.name}
          onClose={(done) => {
            setEnding(null)
            if (done) onChange()
          }}
        />
      )}
      {giving && (
        <GiveRole
          account={account}
          onClose={(done) => {
            setGiving(false)
            if (done) onChange()
          }}
        />
      )}
    </section>
  )
}

function Gone({ closed }: { closed: string | null }) {
  const say = useSay()
  return (
    <section className="message" role={closed === null ? undefined : 'status'}>
      <h1 tabIndex={-1}>{closed === null ? say(w.unknown) : say(w.closedDone, { name: closed })}</h1>
      <p>{say(closed === null ? w.unknownNext : w.closedNext)}</p>
      <p className="actions">
        <Link href="/accounts">{say(w.back)}</Link>
      </p>
    </section>
  )
}

export default function AccountPage({ params }: { params: Params }) {
  const say = useSay()
  const me = useMe()
  const { data, refused, lost, again } = useLoaded(accountsAt)
  const account = data?.accounts.find(({ accountId }) => accountId === params.account)
  const [closed, setClosed] = useState<string | null>(null)
  const [done, setDone] = useState<'suspend' | 'resume' | null>(null)
  useTitle(account ? { vi: account.name, en: account.name } : w.title)
  if (!account)
    return (
      <>
        <Unloaded refused={refused} lost={lost} again={again} />
        {data ? (
          <Gone closed={closed} />
        ) : (
          <>
            <h1 tabIndex={-1}>{say(w.title)}</h1>
            {!refused && !lost && <Loading />}
          </>
        )}
      </>
    )
  const rests = account.state === 'suspended'
  return (
    <>
      <p>
        <Link href="/accounts">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{account.name}</h1>
        <p>
          <code>{account.login}</code> {rests && <span className="badge bad">{say(w.suspended)}</span>}
        </p>
      </div>
      <div role="status" className="said">
        {rests ? (
          <p className="notice bad">{say(w.suspendedNote, { name: account.name })}</p>
        ) : (
          done === 'resume' && <p className="notice good">{say(w.resumedDone, { name: account.name })}</p>
        )}
      </div>
      <div className="halves">
        <div>
          <Held account={account} onChange={() => void again()} />
          {me.can.includes('session.end') && !account.elsewhere && (
            <OpenSessions key={account.state} account={account} />
          )}
        </div>
        <div>
          <Manage
            account={account}
            onDone={(what) => {
              if (what === 'close') setClosed(account.name)
              if (what === 'suspend' || what === 'resume') setDone(what)
              void again()
            }}
          />
        </div>
      </div>
    </>
  )
}
