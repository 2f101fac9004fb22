/** Passkeys in the browser: made and shown by its own dialog; the code that speaks to it is loaded when it is needed. */
import type { FactorShapes } from '@cbccvc/contract'
import type { Static } from 'typebox'
import { act, Refused } from '../api.ts'
import { carryOut } from './call.ts'

export type ShownPasskey = Static<typeof FactorShapes.SignInPasskey>['response']
type MadePasskey = Static<typeof FactorShapes.NewPasskey>['response']

export const knowsPasskeys = (): boolean => typeof PublicKeyCredential === 'function' && isSecureContext

/** The browser's dialog was left, ran out of time, or found no key. */
const left = () =>
  new Refused({
    code: 'passkey.left',
    vi: 'Chưa dùng được khóa truy cập: bạn đã đóng hộp thoại, hoặc thiết bị không có khóa cho trang này.',
    en: 'No passkey was used: the dialog was closed, or this device has none for this site.',
    next: { vi: 'Thử lại, hoặc dùng mã xác nhận.', en: 'Try again, or use a code.' },
  })

/** Asks the browser for a passkey. Throws Refused. */
export async function showPasskey(question: FactorShapes.PasskeyQuestion): Promise<ShownPasskey> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  try {
    return (await startAuthentication({ optionsJSON: question })) as ShownPasskey
  } catch {
    throw left()
  }
}

/** Makes one on this device and ties it to the own account. Throws Refused. */
export async function tiePasskey(name: string): Promise<void> {
  const offer = await carryOut(act('offerPasskey', '/v1/me/passkeys/offer', {}))
  const { startRegistration } = await import('@simplewebauthn/browser')
  let response: MadePasskey
  try {
    response = (await startRegistration({ optionsJSON: offer })) as MadePasskey
  } catch {
    throw left()
  }
  await carryOut(act('addPasskey', '/v1/me/passkeys', { name, response }))
}
