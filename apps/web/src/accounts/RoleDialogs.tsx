/** The dialogs of roles: one more for an account, and one taken back. */
import { useState } from 'react'
import { type AccountShapes, act, type Grant } from '../api.ts'
import { Confirm } from '../frame/Confirm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { placeName, roleName } from '../frame/roles.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { Handed } from './Handed.tsx'
import { RoleFields, useRoleWish } from './RoleFields.tsx'
import { w } from './words.ts'

export type AccountLine = AccountShapes.Accounts['accounts'][number]

export function TakeBack({ grant, name, onClose }: { grant: Grant; name: string; onClose: (done: boolean) => void }) {
  const say = useSay()
  return (
    <Confirm
      title={say(w.endTitle)}
      label={say(w.endDo)}
      onDo={() => carryOut(act('endGrant', `/v1/accounts/grants/${grant.id}/end`, {}))}
      onClose={onClose}
    >
      <p>{say(w.endWhat, { name, role: say(roleName(grant.role)), place: say(placeName(grant)) })}</p>
    </Confirm>
  )
}

export function GiveRole({ account, onClose }: { account: AccountLine; onClose: (done: boolean) => void }) {
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
