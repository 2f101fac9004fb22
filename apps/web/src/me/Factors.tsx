/** The second factors of the own account: the app, passkeys, recovery codes; each renewed or let go after a step-up. */
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { act, factorsAt } from '../api.ts'
import { Confirm } from '../frame/Confirm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { Field, Said, Submit, Unloaded, useAct } from '../frame/Form.tsx'
import { formatDay } from '../frame/format.ts'
import { Loading } from '../frame/Loading.tsx'
import { useLanguage, useSay } from '../frame/language.ts'
import { Row, Rows } from '../frame/Rows.tsx'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { knowsPasskeys, tiePasskey } from '../session/passkey.ts'
import { RecoveryCodes } from '../signin/RecoveryCodes.tsx'
import '../signin/signin.css'

const Qr = lazy(() => import('../signin/Qr.tsx'))

const w = {
  app: { vi: 'Ứng dụng xác thực', en: 'Authenticator app' },
  since: { vi: 'gắn từ {day}', en: 'tied on {day}' },
  noApp: { vi: 'chưa gắn', en: 'none' },
  renew: { vi: 'Gắn điện thoại mới…', en: 'Tie a new phone…' },
  renewNote: {
    vi: 'Điện thoại cũ không dùng được nữa, mọi phiên khác kết thúc.',
    en: 'The old phone serves no more, all other sessions end.',
  },
  scan: {
    vi: 'Quét bằng ứng dụng xác thực trên điện thoại mới.',
    en: 'Scan it with the authenticator app of the new phone.',
  },
  qr: { vi: 'Mã QR để thêm vào ứng dụng xác thực', en: 'QR code to add to the authenticator app' },
  noScan: { vi: 'Không quét được? Gõ khóa này:', en: 'Cannot scan? Type this key:' },
  code: { vi: 'Mã 6 số mà ứng dụng đang hiện', en: 'The 6 digits that the app shows now' },
  tie: { vi: 'Gắn', en: 'Tie it' },
  passkey: { vi: 'Khóa truy cập (passkey)', en: 'Passkey' },
  passkeyNote: {
    vi: 'Vân tay, khuôn mặt hoặc khóa cứng của thiết bị này: không có gì để gõ, không thể bị lừa lấy mã.',
    en: 'The fingerprint, face or security key of this device: nothing to type, nothing to be tricked out of.',
  },
  add: { vi: 'Thêm khóa truy cập…', en: 'Add a passkey…' },
  addDo: { vi: 'Thêm', en: 'Add' },
  name: { vi: 'Tên gợi nhớ', en: 'A name to know it by' },
  nameHint: { vi: 'Ví dụ: máy ở cơ quan', en: 'Such as: office computer' },
  used: { vi: 'dùng gần nhất {day}', en: 'last used {day}' },
  unused: { vi: 'chưa dùng', en: 'not used yet' },
  suspected: { vi: 'bị chặn: có thể đã bị sao chép', en: 'blocked: it may have been copied' },
  remove: { vi: 'Xóa…', en: 'Remove…' },
  removeDo: { vi: 'Xóa', en: 'Remove it' },
  removeWhat: {
    vi: 'Khóa “{name}” không còn mở được tài khoản này. Bạn vẫn đăng nhập được bằng ứng dụng xác thực và mã khôi phục. Khóa còn lưu trong thiết bị thì xóa tại thiết bị đó.',
    en: 'The passkey “{name}” opens this account no more. You still sign in with the app and the recovery codes. What the device itself keeps is erased there.',
  },
  removeNamed: { vi: 'Xóa khóa: {name}', en: 'Remove the passkey: {name}' },
  recovery: { vi: 'Mã khôi phục', en: 'Recovery codes' },
  left: { vi: 'còn {n} mã chưa dùng', en: '{n} not used yet' },
  fresh: { vi: 'Làm mười mã mới…', en: 'Make ten new ones…' },
  freshNote: { vi: 'Mã cũ không dùng được nữa.', en: 'The old ones serve no more.' },
  done: { vi: 'Xong', en: 'Done' },
} as const

function RenewApp({ onClose }: { onClose: (done: boolean) => void }) {
  const say = useSay()
  const [offer, setOffer] = useState<{ seed: string; uri: string } | null>(null)
  const [code, setCode] = useState('')
  const { busy, trouble, run } = useAct()
  const begin = () => run(async () => setOffer(await carryOut(act('offerTotp', '/v1/me/totp/offer', {}))))
  const tie = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!offer) return void begin()
    const renewal = { seed: offer.seed, code: code.replace(/\s/g, '') }
    if (await run(() => carryOut(act('renewTotp', '/v1/me/totp', renewal)))) onClose(true)
    else setCode('')
  }
  return (
    <Dialog title={say(w.app)} onClose={() => onClose(false)}>
      <form className="form" onSubmit={tie}>
        <p>{say(w.renewNote)}</p>
        <Said trouble={trouble} />
        {offer && (
          <>
            <p>{say(w.scan)}</p>
            <div className="seed">
              <Suspense fallback={<div className="qr" />}>
                <Qr text={offer.uri} label={say(w.qr)} />
              </Suspense>
              <p className="hint">
                {say(w.noScan)}
                <code>{offer.seed.replace(/(.{4})(?=.)/g, '$1 ')}</code>
              </p>
            </div>
            <Field
              className="digits"
              label={say(w.code)}
              value={code}
              onChange={({ target }) => setCode(target.value)}
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9 ]{6,7}"
              maxLength={7}
              autoFocus
              required
            />
          </>
        )}
        <div className="actions">
          <Submit busy={busy}>{say(offer ? w.tie : frame.go)}</Submit>
          <button type="button" onClick={() => onClose(false)}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function AddPasskey({ onClose }: { onClose: (done: boolean) => void }) {
  const say = useSay()
  const [name, setName] = useState('')
  const { busy, trouble, run } = useAct()
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!busy && (await run(() => tiePasskey(name.trim())))) onClose(true)
  }
  return (
    <Dialog title={say(w.passkey)} onClose={() => onClose(false)}>
      <form className="form" onSubmit={add}>
        <p>{say(w.passkeyNote)}</p>
        <Said trouble={trouble} />
        <Field
          label={say(w.name)}
          hint={say(w.nameHint)}
          value={name}
          onChange={({ target }) => setName(target.value)}
          maxLength={100}
          autoComplete="off"
          autoFocus
          required
        />
        <div className="actions">
          <Submit busy={busy}>{say(w.addDo)}</Submit>
          <button type="button" onClick={() => onClose(false)}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function FreshCodes({ login, onClose }: { login: string; onClose: () => void }) {
  const say = useSay()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const { busy, trouble, run } = useAct()
  const make = (event: FormEvent) => {
    event.preventDefault()
    if (!busy)
      void run(async () =>
        setCodes((await carryOut(act('renewRecoveryCodes', '/v1/me/recovery-codes', {}))).recoveryCodes),
      )
  }
  return (
    <Dialog title={say(w.recovery)} onClose={onClose}>
      {codes ? (
        <RecoveryCodes login={login} codes={codes} onKept={onClose} doneLabel={say(w.done)} />
      ) : (
        <form className="form" onSubmit={make}>
          <p>{say(w.freshNote)}</p>
          <Said trouble={trouble} />
          <div className="actions">
            <Submit busy={busy}>{say(frame.go)}</Submit>
            <button type="button" onClick={onClose}>
              {say(frame.cancel)}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

export function Factors({ login }: { login: string }) {
  const say = useSay()
  const language = useLanguage()
  const { data, refused, lost, again } = useLoaded(factorsAt)
  const [open, setOpen] = useState<'app' | 'passkey' | 'codes' | { passkeyId: string; name: string } | null>(null)
  const close = (done = true) => {
    setOpen(null)
    if (done) void again()
  }
  if (!data) return refused || lost ? <Unloaded refused={refused} lost={lost} again={again} /> : <Loading />
  return (
    <>
      <Rows>
        <Row
          note={data.totpMadeAt === null ? say(w.noApp) : say(w.since, { day: formatDay(data.totpMadeAt, language) })}
          act={{ label: say(w.renew), onPress: () => setOpen('app') }}
        >
          <b>{say(w.app)}</b>
        </Row>
        {data.passkeys.map(({ passkeyId, name, usedAt, suspected }) => (
          <Row
            key={passkeyId}
            bad={suspected}
            note={`${say(w.passkey)} · ${
              suspected
                ? say(w.suspected)
                : usedAt === null
                  ? say(w.unused)
                  : say(w.used, { day: formatDay(usedAt, language) })
            }`}
            act={{
              label: say(w.remove),
              named: say(w.removeNamed, { name }),
              onPress: () => setOpen({ passkeyId, name }),
              grave: true,
            }}
          >
            <b>{name}</b>
          </Row>
        ))}
        {knowsPasskeys() && (
          <Row note={say(w.passkeyNote)} act={{ label: say(w.add), onPress: () => setOpen('passkey') }}>
            <b>{say(w.passkey)}</b>
          </Row>
        )}
        <Row
          note={say(w.left, { n: data.recoveryCodesLeft })}
          act={{ label: say(w.fresh), onPress: () => setOpen('codes') }}
        >
          <b>{say(w.recovery)}</b>
        </Row>
      </Rows>
      {open === 'app' && <RenewApp onClose={close} />}
      {open === 'passkey' && <AddPasskey onClose={close} />}
      {open === 'codes' && <FreshCodes login={login} onClose={() => close()} />}
      {typeof open === 'object' && open !== null && (
        <Confirm
          title={say(w.removeNamed, { name: open.name })}
          label={say(w.removeDo)}
          onDo={() => carryOut(act('removePasskey', `/v1/me/passkeys/${open.passkeyId}/removal`, {}))}
          onClose={close}
        >
          <p>{say(w.removeWhat, { name: open.name })}</p>
        </Confirm>
      )}
    </>
  )
}
