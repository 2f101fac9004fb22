/** The routes of copies that leave the house. */
import { Done } from './account-shapes.ts'
import * as shapes from './privacy-shapes.ts'
import type { Route } from './routes.ts'

export const exportRoutes = {
  askExport: {
    method: 'POST',
    path: '/v1/exports',
    caller: 'account',
    action: 'record.export',
    takes: 'application/json',
    body: shapes.NewExport,
    summary: 'Ask for a copy: ready within the day’s budget, else it waits for a second person',
    gives: { 201: shapes.Export },
  },
  myExports: {
    method: 'GET',
    path: '/v1/exports',
    caller: 'account',
    action: 'record.export',
    summary: 'Copies that one has asked for',
    gives: { 200: shapes.Exports },
  },
  exportBudget: {
    method: 'GET',
    path: '/v1/exports/budget',
    caller: 'account',
    action: 'record.export',
    summary: 'What one may copy, and how much of it today without a second person',
    gives: { 200: shapes.ExportBudget },
  },
  exportsToRelease: {
    method: 'GET',
    path: '/v1/exports/waiting',
    caller: 'account',
    action: 'export.release',
    summary: 'Copies that wait for one’s word: counts, fields and purpose, no value',
    gives: { 200: shapes.ExportsToRelease },
  },
  decideExport: {
    method: 'POST',
    path: '/v1/exports/:exportId/decision',
    caller: 'account',
    action: 'export.release',
    takes: 'application/json',
    body: shapes.ExportDecision,
    summary: 'Release a copy or refuse it, as the second person',
    gives: { 200: Done },
  },
  fetchExport: {
    method: 'POST',
    path: '/v1/exports/:exportId/file',
    caller: 'account',
    action: 'record.export',
    takes: 'application/json',
    summary: 'Fetch the copy, once; each person in it is a look',
    gives: { 200: 'bytes' },
  },
} as const satisfies Record<string, Route>

export type ExportRouteName = keyof typeof exportRoutes
