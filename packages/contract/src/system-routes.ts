/** The routes of other systems that may read: registered by two people, ended by one. */
import { Done, Issued } from './account-shapes.ts'
import type { Route } from './routes.ts'
import * as shapes from './system-shapes.ts'

export const systemRoutes = {
  systems: {
    method: 'GET',
    path: '/v1/systems',
    caller: 'account',
    action: 'account.read',
    summary: 'Systems that are or were registered to read',
    gives: { 200: shapes.Systems },
  },
  registerSystem: {
    method: 'POST',
    path: '/v1/systems',
    caller: 'account',
    action: 'account.invite',
    takes: 'application/json',
    body: shapes.NewSystem,
    summary: 'Ask for a system to be registered; a second person approves',
    gives: { 200: Issued },
  },
  endSystem: {
    method: 'POST',
    path: '/v1/systems/:systemId/end',
    caller: 'account',
    action: 'account.suspend',
    takes: 'application/json',
    summary: 'End a system for good',
    gives: { 200: Done },
  },
} as const satisfies Record<string, Route>

export type SystemRouteName = keyof typeof systemRoutes
