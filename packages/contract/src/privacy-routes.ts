/** The routes of consents, of requests of the data subject and of exports. */
import { Done } from './account-shapes.ts'
import * as shapes from './privacy-shapes.ts'
import type { Route } from './routes.ts'

export const privacyRoutes = {
  askConsent: {
    method: 'POST',
    path: '/v1/consents/asked',
    caller: 'account',
    action: 'consent.ask',
    takes: 'application/json',
    body: shapes.NewConsent,
    summary: 'Ask a person for consent to see fields of the record; never tells whether a number is anybody’s',
    gives: { 202: shapes.ConsentAsked },
  },
  askedConsents: {
    method: 'GET',
    path: '/v1/consents/asked',
    caller: 'account',
    action: 'consent.ask',
    summary: 'What one has asked for, and what came of it',
    gives: { 200: shapes.AskedConsents },
  },
  consentCode: {
    method: 'POST',
    path: '/v1/consents/code',
    caller: 'account',
    action: 'consent.give',
    takes: 'application/json',
    summary: 'A one-time code of the person, to show to whoever shall be able to ask',
    gives: { 201: shapes.ConsentCode },
  },
  ownConsents: {
    method: 'GET',
    path: '/v1/consents',
    caller: 'account',
    action: 'consent.give',
    summary: 'Consents of one’s own, with the looks made under them',
    gives: { 200: shapes.OwnConsents },
  },
  giveConsent: {
    method: 'POST',
    path: '/v1/consents/:consentId/given',
    caller: 'account',
    action: 'consent.give',
    takes: 'application/json',
    body: shapes.ConsentGiven,
    summary: 'Say yes, to some of the fields and until a day',
    gives: { 200: Done },
  },
  refuseConsent: {
    method: 'POST',
    path: '/v1/consents/:consentId/refused',
    caller: 'account',
    action: 'consent.give',
    takes: 'application/json',
    summary: 'Say no',
    gives: { 200: Done },
  },
  withdrawConsent: {
    method: 'POST',
    path: '/v1/consents/:consentId/withdrawn',
    caller: 'account',
    action: 'consent.give',
    takes: 'application/json',
    summary: 'Take back a consent: the next look is refused',
    gives: { 200: Done },
  },
} as const satisfies Record<string, Route>

export type PrivacyRouteName = keyof typeof privacyRoutes
