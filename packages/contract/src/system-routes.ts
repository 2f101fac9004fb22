/**
 * The routes of other systems that may read, and of relying parties: registered and changed by two people, stopped by one.
 * What takes two is asked for here and decided at `/v1/accounts/approvals`.
 */
import { Done, Issued } from './account-shapes.ts'
import type { Route } from './routes.ts'
import * as shapes from './system-shapes.ts'

const asks = { method: 'POST', caller: 'account', action: 'account.invite', takes: 'application/json' } as const
const stops = { method: 'POST', caller: 'account', action: 'account.suspend', takes: 'application/json' } as const

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
    ...asks,
    path: '/v1/systems',
    body: shapes.NewSystem,
    summary: 'Ask for a system to be registered; a second person approves',
    gives: { 200: Issued },
  },
  changeSystemKey: {
    ...asks,
    path: '/v1/systems/:systemId/key',
    body: shapes.NewSystemKey,
    summary: 'Ask for another key of a system; once approved, tokens by the old one end within a minute',
    gives: { 200: Issued },
  },
  changeSystemBudget: {
    ...asks,
    path: '/v1/systems/:systemId/budget',
    body: shapes.NewSystemBudget,
    summary: 'Ask for another number of people that a system may look at in a day; a second person approves',
    gives: { 200: Issued },
  },
  suspendSystem: {
    ...stops,
    path: '/v1/systems/:systemId/suspend',
    summary: 'Let a system rest: within a minute it reads nothing',
    gives: { 200: Done },
  },
  resumeSystem: {
    ...asks,
    path: '/v1/systems/:systemId/resume',
    summary: 'Ask for a system that rests to go on; a second person approves',
    gives: { 200: Issued },
  },
  endSystem: {
    ...stops,
    path: '/v1/systems/:systemId/end',
    summary: 'End a system for good',
    gives: { 200: Done },
  },
  parties: {
    method: 'GET',
    path: '/v1/parties',
    caller: 'account',
    action: 'account.read',
    summary: 'Relying parties that are or were registered, and which of them do not answer',
    gives: { 200: shapes.Parties },
  },
  registerParty: {
    ...asks,
    path: '/v1/parties',
    body: shapes.NewParty,
    summary: 'Ask for a relying party to be registered; a second person approves',
    gives: { 200: Issued },
  },
  changePartyKeys: {
    ...asks,
    path: '/v1/parties/:partyId/keys',
    body: shapes.NewPartyKeys,
    summary: 'Ask for other keys of a relying party; a second person approves',
    gives: { 200: Issued },
  },
  suspendParty: {
    ...stops,
    path: '/v1/parties/:partyId/suspend',
    summary: 'Let a relying party rest: nobody signs in there, and what it holds is worth nothing',
    gives: { 200: Done },
  },
  resumeParty: {
    ...asks,
    path: '/v1/parties/:partyId/resume',
    summary: 'Ask for a relying party that rests to go on; a second person approves',
    gives: { 200: Issued },
  },
  endParty: {
    ...stops,
    path: '/v1/parties/:partyId/end',
    summary: 'End a relying party for good',
    gives: { 200: Done },
  },
} as const satisfies Record<string, Route>

export type SystemRouteName = keyof typeof systemRoutes
