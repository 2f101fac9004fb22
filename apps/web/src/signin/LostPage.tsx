/** What to do without the password or the second factor. */
import type { Text } from '@cbccvc/standard'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as session } from '../session/words.ts'
import './signin.css'

const w = {
  title: { vi: 'Không đăng nhập được', en: 'When you cannot sign in' },
  phone: { vi: 'Mất điện thoại hoặc ứng dụng xác thực', en: 'The phone or the app is gone' },
  phoneHow: {
    vi: 'Ở bước 2, chọn “Dùng mã khôi phục” và nhập một trong mười mã đã in khi nhận tài khoản. Đăng nhập xong, vào “Tài khoản của tôi” để gắn điện thoại mới.',
    en: 'In step 2 choose “Use a recovery code” and give one of the ten that you printed when you took the account. Once signed in, tie the new phone under “My account”.',
  },
  both: { vi: 'Quên mật khẩu, hoặc hết mã khôi phục', en: 'Password forgotten, or no recovery code left' },
  bothHow: {
    vi: 'Đề nghị quản trị tài khoản của cơ quan. Họ gặp bạn, đóng tài khoản cũ và cấp mã mời mới. Không ai đặt lại mật khẩu qua thư hay điện thoại.',
    en: 'Ask the administrator of accounts of your body. They meet you, close the old account and issue a new invitation. Nobody resets a password by mail or telephone.',
  },
  stolen: { vi: 'Nghi có người khác dùng tài khoản', en: 'You suspect that somebody uses your account' },
  stolenHow: {
    vi: 'Báo ngay cho quản trị tài khoản để khóa. Nếu còn đăng nhập được: vào “Tài khoản của tôi”, kết thúc các phiên lạ và đổi mật khẩu.',
    en: 'Tell the administrator at once: they suspend it. If you can still sign in: end the foreign sessions under “My account” and change the password.',
  },
} as const satisfies Record<string, Text>

export default function LostPage() {
  const say = useSay()
  useTitle(w.title)
  const ways = [
    [w.phone, w.phoneHow],
    [w.both, w.bothHow],
    [w.stolen, w.stolenHow],
  ] as const
  return (
    <section className="gate">
      <div className="panel">
        <h1 tabIndex={-1}>{say(w.title)}</h1>
        {ways.map(([what, how]) => (
          <div key={what.vi}>
            <h2>{say(what)}</h2>
            <p>{say(how)}</p>
          </div>
        ))}
        <p className="actions">
          <Link href="/sign-in">{say(session.title)}</Link>
          <Link href="/invitation">{say(session.invited)}</Link>
        </p>
      </div>
    </section>
  )
}
