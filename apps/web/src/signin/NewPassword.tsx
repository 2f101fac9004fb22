/** A password being chosen: said while it is typed whether it will be taken. Length first, then the list of leaked ones. */
import { useEffect, useState } from 'react'
import { act, Refused, send } from '../api.ts'
import { PasswordField } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Sign } from '../frame/Sign.tsx'

const least = 12
const w = {
  label: { vi: 'Mật khẩu mới', en: 'New password' },
  hint: {
    vi: 'Một câu dễ nhớ là tốt nhất, ít nhất 12 ký tự. Không bắt buộc chữ hoa, số hay ký tự đặc biệt.',
    en: 'A sentence that you remember is best, at least 12 characters. No capitals, digits or signs are asked for.',
  },
  length: { vi: '{n} trong {least} ký tự', en: '{n} of {least} characters' },
  checking: { vi: 'Đang đối chiếu với danh sách mật khẩu đã lộ…', en: 'Comparing with the list of leaked ones…' },
  good: {
    vi: 'Dùng được: đủ dài và không có trong danh sách đã lộ',
    en: 'Good: long enough, and not among the leaked ones',
  },
} as const

/** The centre's verdict of what is typed: null while it is not known. */
function useVerdict(password: string, login: string): Refused | 'good' | null {
  const [verdict, setVerdict] = useState<{ of: string; is: Refused | 'good' } | null>(null)
  const long = [...password].length >= least
  useEffect(() => {
    if (!long) return
    const timer = setTimeout(async () => {
      try {
        await send(act('checkPassword', '/v1/signin/password-check', { password, login }))
        setVerdict({ of: password, is: 'good' })
      } catch (error) {
        // Anything else is no verdict: the centre says it when the password is sent.
        if (error instanceof Refused && error.refusal.code.startsWith('password.')) {
          setVerdict({ of: password, is: error })
        }
      }
    }, 350)
    return () => clearTimeout(timer)
  }, [password, login, long])
  return verdict?.of === password ? verdict.is : null
}

export function NewPassword({
  login,
  password,
  onPassword,
}: {
  login: string
  password: string
  onPassword: (password: string) => void
}) {
  const say = useSay()
  const verdict = useVerdict(password, login)
  const characters = [...password].length
  const short = characters < least
  const state = characters === 0 ? 'none' : short ? 'short' : verdict === 'good' ? 'good' : verdict ? 'bad' : 'asking'
  return (
    <div className="new-password">
      <PasswordField
        label={say(w.label)}
        hint={say(w.hint)}
        value={password}
        onChange={({ target }) => onPassword(target.value)}
        autoComplete="new-password"
        required
      />
      <div className={`strength ${state}`}>
        <i style={{ width: `${Math.min(100, (characters / least) * 100)}%` }} />
      </div>
      <p className={`verdict ${state}`} role="status">
        {state === 'short' && say(w.length, { n: characters, least })}
        {state === 'asking' && say(w.checking)}
        {state === 'good' && (
          <>
            <Sign of="yes" /> {say(w.good)}
          </>
        )}
        {state === 'bad' && verdict !== 'good' && verdict && (
          <>
            <Sign of="no" /> {say(verdict.refusal)} {say(verdict.refusal.next)}
          </>
        )}
      </p>
    </div>
  )
}
