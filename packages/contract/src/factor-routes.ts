/** The routes of second factors: passkeys beside the codes of an app, the e-ID, and the renewal of each. */
import { Done, SignedIn } from './account-shapes.ts'
import * as shapes from './factor-shapes.ts'
import type { Route } from './routes.ts'

const json = 'application/json'
const signingIn = { method: 'POST', caller: 'public', action: 'session.start', takes: json } as const
const own = { method: 'POST', caller: 'account', action: 'session.own', takes: json } as const

export const factorRoutes = {
  signInPasskeyQuestion: {
    ...signingIn,
    path: '/v1/signin/passkey/question',
    body: shapes.SignInPasskeyQuestion,
    summary: 'What the browser needs to show a passkey as the second step',
    gives: { 200: shapes.PasskeyQuestion },
  },
  signInPasskey: {
    ...signingIn,
    path: '/v1/signin/passkey',
    body: shapes.SignInPasskey,
    summary: 'The second step by a passkey; sets the session cookie',
    gives: { 200: SignedIn },
  },
  stepUpPasskeyQuestion: {
    ...own,
    path: '/v1/me/step-up/passkey/question',
    summary: 'What the browser needs to show a passkey for what is grave',
    gives: { 200: shapes.PasskeyQuestion },
  },
  stepUpPasskey: {
    ...own,
    path: '/v1/me/step-up/passkey',
    body: shapes.StepUpPasskey,
    summary: 'The second factor once more, by a passkey; counts for ten minutes',
    gives: { 200: Done },
  },
  myFactors: {
    method: 'GET',
    path: '/v1/me/factors',
    caller: 'account',
    action: 'session.own',
    summary: 'The second factors of the own account',
    gives: { 200: shapes.Factors },
  },
  offerPasskey: {
    ...own,
    path: '/v1/me/passkeys/offer',
    summary: 'What the browser needs to make a passkey; after a step-up',
    gives: { 200: shapes.PasskeyOffer },
  },
  addPasskey: {
    ...own,
    path: '/v1/me/passkeys',
    body: shapes.NewPasskey,
    summary: 'Tie a passkey to the own account; after a step-up',
    gives: { 201: shapes.PasskeyAdded },
  },
  renamePasskey: {
    ...own,
    path: '/v1/me/passkeys/:passkeyId/name',
    body: shapes.PasskeyName,
    summary: 'Give a passkey another name',
    gives: { 200: Done },
  },
  removePasskey: {
    ...own,
    path: '/v1/me/passkeys/:passkeyId/removal',
    summary: 'Let a passkey go; after a step-up, never the last factor',
    gives: { 200: Done },
  },
  offerTotp: {
    ...own,
    path: '/v1/me/totp/offer',
    summary: 'A fresh seed for an authenticator app; after a step-up',
    gives: { 200: shapes.Seed },
  },
  renewTotp: {
    ...own,
    path: '/v1/me/totp',
    body: shapes.NewTotp,
    summary: 'The authenticator app from now on; after a step-up, ends all other sessions',
    gives: { 200: Done },
  },
  removeTotp: {
    ...own,
    path: '/v1/me/totp/removal',
    summary: 'Let the authenticator app go; after a step-up, never the last factor',
    gives: { 200: Done },
  },
  renewRecoveryCodes: {
    ...own,
    path: '/v1/me/recovery-codes',
    summary: 'Ten new recovery codes in the place of all before; after a step-up',
    gives: { 200: shapes.RecoveryCodes },
  },
  linkEid: {
    ...own,
    path: '/v1/me/eid',
    summary: 'Let the e-ID of the same person open the own account, too; after a step-up, by way of the e-ID',
    gives: { 200: shapes.EidTrip },
  },
  unlinkEid: {
    ...own,
    path: '/v1/me/eid/removal',
    summary: 'The e-ID opens the own account no more; after a step-up, never where nothing else does',
    gives: { 200: Done },
  },
  stepUpEid: {
    ...own,
    path: '/v1/me/step-up/eid',
    summary: 'The second factor once more, by way of the e-ID; counts for ten minutes',
    gives: { 200: shapes.EidTrip },
  },
} as const satisfies Record<string, Route>

export type FactorRouteName = keyof typeof factorRoutes
