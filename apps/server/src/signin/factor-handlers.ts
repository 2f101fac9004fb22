/** One handler a route of second factors. */
import type { FactorRouteName, FactorShapes } from '@cbccvc/contract'
import {
  addPasskey,
  askPasskeyToSignIn,
  askPasskeyToStepUp,
  factorsOf,
  finishSignInByPasskey,
  needsStepUp,
  offerPasskey,
  offerTotp,
  type RelyingParty,
  removePasskey,
  removeTotp,
  renamePasskey,
  renewRecoveryCodes,
  renewTotp,
  stepUpByPasskey,
  unlinkEid,
} from '@cbccvc/registry'
import { Refusal } from '../http/refusal.ts'
import { acted, body, done, type Handler, id, type SignInDesk, signedIn } from './handlers.ts'

type Shown = Parameters<typeof stepUpByPasskey>[3]
type Made = Parameters<typeof addPasskey>[3]

export function factorHandlers(desk: SignInDesk): Record<FactorRouteName, Handler> {
  const { accounts, issuer } = desk
  const party = (): RelyingParty => {
    const origin = desk.origin()
    if (origin === null) throw new Refusal('passkey.off')
    return { origin, rpId: new URL(origin).hostname }
  }
  return {
    signInPasskeyQuestion: (_house, call) => askPasskeyToSignIn(accounts, party(), body<{ step: string }>(call).step),
    async signInPasskey(_house, call) {
      const { step, response, interaction } = body<{ step: string; response: Shown; interaction?: string }>(call)
      const given = { step, response, address: call.request.ip }
      return issuer.complete(call, interaction, ['pwd', 'hwk'], () => finishSignInByPasskey(accounts, party(), given))
    },
    stepUpPasskeyQuestion: (_house, call) => askPasskeyToStepUp(accounts, party(), signedIn(call)),
    async stepUpPasskey(_house, call) {
      const { response } = body<{ response: Shown }>(call)
      await acted(desk, stepUpByPasskey(accounts, party(), signedIn(call), response))
      return done
    },
    async myFactors(_house, call): Promise<FactorShapes.Factors> {
      const { totpMadeAt, eidSince, passkeys, recoveryCodesLeft } = await factorsOf(accounts, signedIn(call))
      return {
        ...{
          totpMadeAt: totpMadeAt?.toISOString() ?? null,
          eidSince: eidSince?.toISOString() ?? null,
          recoveryCodesLeft,
        },
        passkeys: passkeys.map(({ madeAt, usedAt, ...passkey }) => {
          return { ...passkey, madeAt: madeAt.toISOString(), usedAt: usedAt?.toISOString() ?? null }
        }),
      }
    },
    offerPasskey: (_house, call) => offerPasskey(accounts, party(), signedIn(call)),
    async addPasskey(_house, call) {
      const passkeyId = await addPasskey(accounts, party(), signedIn(call), body<Made>(call))
      call.reply.code(201)
      return { passkeyId }
    },
    async renamePasskey(_house, call) {
      await renamePasskey(accounts, signedIn(call), id(call, 'passkeyId'), body<{ name: string }>(call).name)
      return done
    },
    async removePasskey(_house, call) {
      await acted(desk, removePasskey(accounts, signedIn(call), id(call, 'passkeyId')))
      return done
    },
    offerTotp: (_house, call) => offerTotp(accounts, signedIn(call)),
    async renewTotp(_house, call) {
      await acted(desk, renewTotp(accounts, signedIn(call), body<{ seed: string; code: string }>(call)))
      return done
    },
    async removeTotp(_house, call) {
      await acted(desk, removeTotp(accounts, signedIn(call)))
      return done
    },
    async linkEid(_house, { request, reply, subject }) {
      const me = signedIn({ request, reply, subject })
      needsStepUp(me, accounts.now())
      if (me.personId === null) throw new Refusal('eid.unbound')
      return { location: await desk.eid.leave(reply, { serves: 'link', sessionId: me.sessionId }) }
    },
    async unlinkEid(_house, call) {
      await acted(desk, unlinkEid(accounts, signedIn(call)))
      return done
    },
    async stepUpEid(_house, call) {
      const { sessionId, personId } = signedIn(call)
      if (personId === null) throw new Refusal('eid.unbound')
      return { location: await desk.eid.leave(call.reply, { serves: 'stepUp', sessionId }) }
    },
    async renewRecoveryCodes(_house, call) {
      return { recoveryCodes: await acted(desk, renewRecoveryCodes(accounts, signedIn(call))) }
    },
  }
}
