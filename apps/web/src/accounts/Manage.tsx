/** What can be done to a whole account: it rests, goes on, gets new factors, ends; each says first what will happen. */
import { useState } from 'react'
import { type AccountShapes, act, type Me } from '../api.ts'
import { Confirm } from '../frame/Confirm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Row, Rows } from '../frame/Rows.tsx'
import { roleName } from '../frame/roles.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { Handed } from './Handed.tsx'
import type { AccountLine } from './RoleDialogs.tsx'
import { twoPeople } from './RoleFields.tsx'
import { w } from './words.ts'

/** Why this account is not for the asker to manage; null: it seems to be. The centre decides it again. */
export function whyNotManaged(me: Me, account: AccountLine, action: 'account.suspend' | 'session.end') {
  if (account.accountId === me.accountId) return w.whyOwn
  if (!me.can.includes(action)) return w.whyReadOnly
  return account.elsewhere ? w.whyElsewhere : null
}

/** Of a reset also: only who could give all the roles gives new factors. */
function useWhyNotReset(account: AccountLine): string | null {
  const say = useSay()
  const me = useMe()
  const general = whyNotManaged(me, account, 'account.suspend')
  if (general) return say(general)
  if (account.state === 'suspended') return say(w.whySuspended)
  const strange = account.grants.find(({ via, role }) => via !== 'delegated' && !me.mayGive.includes(role))
  return strange ? say(w.whyNotGiver, { role: say(roleName(strange.role)) }) : null
}

function Reset({ account, onClose }: { account: AccountLine; onClose: (done: boolean) => void }) {
  const say = useSay()
  const [came, setCame] = useState<AccountShapes.Issued | null>(null)
  const { busy, trouble, run } = useAct()
  const { name } = account
  const powerful = account.grants.some(({ role }) => twoPeople.includes(role))
  return (
    <Dialog title={say(w.resetTitle, { name })} onClose={() => onClose(came !== null)}>
      {came ? (
        <Handed issued={came} name={name} onDone={() => onClose(true)} />
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            if (busy) return
            void run(async () =>
              setCame(await carryOut(act('resetFactors', `/v1/accounts/${account.accountId}/reset`, {}))),
            )
          }}
        >
          <p>{say(w.resetWhat, { name })}</p>
          <p>{say(powerful ? w.resetTwoPeople : w.resetKnow)}</p>
          <Said trouble={trouble} />
          <div className="actions">
            <Submit busy={busy}>{say(w.resetDo)}</Submit>
            <button type="button" onClick={() => onClose(false)}>
              {say(frame.cancel)}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

type Open = 'suspend' | 'resume' | 'reset' | 'close'

export function Manage({ account, onDone }: { account: AccountLine; onDone: (what: Open) => void }) {
  const say = useSay()
  const me = useMe()
  const [open, setOpen] = useState<Open | null>(null)
  const why = whyNotManaged(me, account, 'account.suspend')
  const whyNot = why && say(why)
  const whyNotReset = useWhyNotReset(account)
  const { accountId, name, login } = account
  const rests = account.state === 'suspended'
  const closed = (what: Open) => (done: boolean) => {
    setOpen(null)
    if (done) onDone(what)
  }
  return (
    <section className="panel block" aria-labelledby="manage">
      <h2 id="manage">{say(w.manage)}</h2>
      <Rows>
        {rests ? (
          <Row note={say(w.resumeNote)} act={{ label: say(w.resume), onPress: () => setOpen('resume'), whyNot }}>
            <b>{say(w.resumeRow)}</b>
          </Row>
        ) : (
          <Row
            note={say(w.suspendNote)}
            act={{ label: say(w.suspend), onPress: () => setOpen('suspend'), whyNot, grave: true }}
          >
            <b>{say(w.suspendRow)}</b>
          </Row>
        )}
        <Row
          note={say(w.resetNote)}
          act={{ label: say(w.reset), onPress: () => setOpen('reset'), whyNot: whyNotReset }}
        >
          <b>{say(w.resetRow)}</b>
        </Row>
        <Row
          note={say(w.closeNote)}
          act={{ label: say(w.closeAccount), onPress: () => setOpen('close'), whyNot, grave: true }}
        >
          <b>{say(w.closeRow)}</b>
        </Row>
      </Rows>
      {open === 'suspend' && (
        <Confirm
          title={say(w.suspendTitle, { name })}
          label={say(w.suspendDo)}
          onDo={() => carryOut(act('suspendAccount', `/v1/accounts/${accountId}/suspension`, {}))}
          onClose={closed('suspend')}
        >
          <p>{say(w.suspendWhat, { name, login })}</p>
        </Confirm>
      )}
      {open === 'resume' && (
        <Confirm
          title={say(w.resumeTitle, { name })}
          label={say(w.resumeDo)}
          onDo={() => carryOut(act('resumeAccount', `/v1/accounts/${accountId}/resumption`, {}))}
          onClose={closed('resume')}
        >
          <p>{say(w.resumeWhat, { name, login })}</p>
        </Confirm>
      )}
      {open === 'close' && (
        <Confirm
          title={say(w.closeTitle, { name })}
          label={say(w.closeDo)}
          onDo={() => carryOut(act('closeAccount', `/v1/accounts/${accountId}/closing`, {}))}
          onClose={closed('close')}
        >
          <p>{say(w.closeWhat, { name, login, n: account.grants.length })}</p>
          <p>
            <b>{say(w.closeForGood)}</b>
          </p>
        </Confirm>
      )}
      {open === 'reset' && <Reset account={account} onClose={closed('reset')} />}
    </section>
  )
}
