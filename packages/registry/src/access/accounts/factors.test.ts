/** Passwords, the list of the common ones, and the codes of an authenticator: against the standards' own numbers. */
import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test } from 'node:test'
import { isCommon, packCommon } from './common-passwords.ts'
import { hashPassword, leastCharacters, passwordFault, verifyPassword } from './passwords.ts'
import { looksLikeRecovery } from './recovery.ts'
import { isSeed, newSeed, stepOf } from './totp.ts'

test('argon2id gives the tag of RFC 9106, section 5.3', () => {
  const tag = argon2Sync('argon2id', {
    ...{ message: Buffer.alloc(32, 1), nonce: Buffer.alloc(16, 2), secret: Buffer.alloc(8, 3) },
    ...{ associatedData: Buffer.alloc(12, 4), memory: 32, passes: 3, parallelism: 4, tagLength: 32 },
  })
  assert.equal(tag.toString('hex'), '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659')
})

test('a password is known again, however its marks were typed; another one, a spoilt hash and no account are not', async () => {
  const password = 'Hà Nội mùa thu năm ấy'
  const phc = await hashPassword(password.normalize('NFC'))
  assert.match(phc, /^\$argon2id\$v=19\$m=65536,t=2,p=1\$/)
  assert.equal(await verifyPassword(phc, password.normalize('NFD')), true)
  assert.equal(await verifyPassword(phc, `${password}.`), false)
  assert.equal(await verifyPassword(null, password), false)
  assert.equal(await verifyPassword('$argon2id$nonsense', password), false)
  assert.notEqual(await hashPassword(password), phc, 'a nonce of its own each time')
})

test('no login is guessed by the clock: without an account the same work is done', async () => {
  const phc = await hashPassword('một câu đủ dài để nhớ')
  const time = async (hash: string | null) => {
    const took: number[] = []
    for (let i = 0; i < 5; i++) {
      const start = performance.now()
      await verifyPassword(hash, 'sai mật khẩu')
      took.push(performance.now() - start)
    }
    return took.sort((a, b) => a - b)[0]!
  }
  const [known, unknown] = [await time(phc), await time(null)]
  assert.ok(unknown > known / 3 && unknown < known * 3, `known ${known} ms, unknown ${unknown} ms`)
})

test('what is asked of a password: its length, not a leaked one, not the login; nothing else', () => {
  const code = (password: string, login = 'lan.nguyen') => passwordFault(password, login)?.code ?? null
  assert.equal(code('mười một kt'), 'password.short')
  assert.equal(code('mot cau de nho'), null, 'small letters are enough')
  assert.equal(code('😀'.repeat(leastCharacters)), null, 'characters are counted, not bytes')
  assert.equal(code('x'.repeat(513)), 'password.long')
  assert.equal(code('toi la Lan.Nguyen day'), 'password.ownName')
  assert.equal(code('password1234'), 'password.common')
  assert.equal(code('PassWord1234'), 'password.common', 'capitals make it no other')
})

test('words of the house count for nothing in a password: with marks or without, joined or apart', () => {
  const code = (password: string) => passwordFault(password, 'lan.nguyen')?.code ?? null
  for (const guess of [
    'canbocongchuc2023',
    'Cán bộ, công chức 1',
    'CSDL-quốc-gia-2026',
    'VienChuc@12345',
    'BoNoiVu VietNam!',
  ])
    assert.equal(code(guess), 'password.common', guess)
  assert.equal(code('viên chức già thích hoa cúc'), null, 'a sentence may speak of them')
  assert.equal(code('hoa cúc nở muộn'), null)
})

test('the list that is shipped holds the commonest, of every length, and finds its first and its last', () => {
  for (const known of ['123456', 'password', 'qwerty', 'letmein', 'dragon', 'iloveyou', 'qwertyuiop123']) {
    assert.ok(isCommon(known), known)
  }
  const own = Array.from({ length: 2000 }, (_, i) => `một câu của riêng tôi ${i}`)
  assert.deepEqual(own.filter(isCommon), [])
})

test('a list is packed sorted, each once: the commonest, and beyond them those that could be chosen here', () => {
  const packed = packCommon(['alpha', 'Alpha', 'beta', 'gamma', 'a password that is long', ''], 3, 12)
  assert.equal(packed.length, 3 * 5, 'alpha, beta, and the long one')
  const keys = [0, 1, 2].map((i) => packed.subarray(i * 5, i * 5 + 5))
  assert.deepEqual(keys, [...keys].sort(Buffer.compare))
})

test('codes are those of RFC 6238: the step before and after counts, no other', () => {
  // The seed and the times of appendix B; the last six of its eight digits.
  const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const at = (seconds: number) => new Date(seconds * 1000)
  assert.equal(stepOf(seed, '287082', at(59)), 1)
  assert.equal(stepOf(seed, '081804', at(1111111109)), Math.floor(1111111109 / 30))
  assert.equal(stepOf(seed, '050471', at(1111111111)), Math.floor(1111111111 / 30))
  assert.equal(stepOf(seed, '081804', at(1111111109 + 30)), Math.floor(1111111109 / 30))
  assert.equal(stepOf(seed, '081804', at(1111111109 + 61)), null)
  assert.equal(stepOf(seed, '08180', at(1111111109)), null)
  const { seed: fresh, uri } = newSeed('lan.nguyen')
  assert.ok(isSeed(fresh) && uri.startsWith('otpauth://totp/') && uri.includes(fresh))
})

test('a code of six digits is no recovery code', () => {
  assert.equal(looksLikeRecovery('123456'), false)
  assert.equal(looksLikeRecovery('ABCD-efgh-jkmn-2345'), true)
})
