/** The two doors of the browser's session: away to the provider, and back. Links, not calls: both answer by a redirect. */
import { Type } from 'typebox'
import type { Route } from './routes.ts'

export const sessionRoutes = {
  sessionStart: {
    method: 'GET',
    path: '/session/start',
    caller: 'public',
    action: 'session.start',
    query: Type.Object({ to: Type.Optional(Type.String()) }),
    summary: 'Begin to sign in; `to` is the own page to go to afterwards',
    gives: { 303: 'text' },
  },
  sessionCallback: {
    method: 'GET',
    path: '/session/callback',
    caller: 'public',
    action: 'session.start',
    summary: 'Come back from the provider with a code; sets the session cookie',
    gives: { 303: 'text' },
  },
} as const satisfies Record<string, Route>

export type SessionRouteName = keyof typeof sessionRoutes
