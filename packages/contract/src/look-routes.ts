/** The routes of what follows a look: who looked, inspections, broken glasses. */
import { Done } from './account-shapes.ts'
import * as shapes from './look-shapes.ts'
import type { Route } from './routes.ts'

const asked = { method: 'POST', caller: 'account', takes: 'application/json' } as const

export const lookRoutes = {
  myLooks: {
    ...asked,
    path: '/v1/me/looks',
    action: 'look.own',
    body: shapes.OwnLooks,
    summary: 'Who looked at the own record, newest first',
    gives: { 200: shapes.MyLooks },
  },
  searchLooks: {
    ...asked,
    path: '/v1/looks/search',
    action: 'look.read',
    body: shapes.SearchLooks,
    summary: 'Looks at the people of a unit or the nation',
    gives: { 200: shapes.FoundLooks },
  },
  openInspection: {
    ...asked,
    path: '/v1/inspections',
    action: 'inspection.open',
    body: shapes.NewInspection,
    summary: 'Open an inspection; a hidden one waits for a second person',
    gives: { 200: shapes.InspectionOpened },
  },
  inspections: {
    method: 'GET',
    path: '/v1/inspections',
    caller: 'account',
    action: 'inspection.read',
    summary: 'Inspections, the newest first',
    gives: { 200: shapes.Inspections },
  },
  decideInspection: {
    ...asked,
    path: '/v1/inspections/:inspectionId/decision',
    action: 'inspection.approve',
    body: shapes.InspectionDecision,
    summary: 'Approve or refuse that an inspection is hidden',
    gives: { 200: Done },
  },
  endInspection: {
    ...asked,
    path: '/v1/inspections/:inspectionId/end',
    action: 'inspection.end',
    summary: 'End an inspection; looks that it hid appear',
    gives: { 200: Done },
  },
  registerComplaint: {
    ...asked,
    path: '/v1/complaints',
    action: 'complaint.register',
    body: shapes.NewComplaint,
    summary: 'Register a complaint or denunciation that was taken up: what looks for this purpose hang on',
    gives: { 200: shapes.ComplaintRegistered },
  },
  complaints: {
    method: 'GET',
    path: '/v1/complaints',
    caller: 'account',
    action: 'complaint.read',
    summary: 'Complaints and denunciations, the newest first',
    gives: { 200: shapes.Complaints },
  },
  closeComplaint: {
    ...asked,
    path: '/v1/complaints/:complaintId/closed',
    action: 'complaint.close',
    summary: 'Close a complaint: nobody looks for it any more',
    gives: { 200: Done },
  },
  breakGlass: {
    ...asked,
    path: '/v1/glasses',
    action: 'breakGlass.open',
    body: shapes.NewGlass,
    summary: 'Break the glass about one person in an emergency, for at most four hours',
    gives: { 200: shapes.GlassBroken },
  },
  glasses: {
    method: 'GET',
    path: '/v1/glasses',
    caller: 'account',
    action: 'breakGlass.review',
    summary: 'Broken glasses, those that wait for review first',
    gives: { 200: shapes.Glasses },
  },
  reviewGlass: {
    ...asked,
    path: '/v1/glasses/:glassId/review',
    action: 'breakGlass.review',
    body: shapes.GlassReview,
    summary: 'Say whether a broken glass was justified',
    gives: { 200: Done },
  },
  alarms: {
    method: 'GET',
    path: '/v1/alarms',
    caller: 'account',
    action: 'alarm.read',
    summary: 'Alarms about looks, those that wait first',
    gives: { 200: shapes.Alarms },
  },
  settleAlarm: {
    ...asked,
    path: '/v1/alarms/:alarmId/settlement',
    action: 'alarm.settle',
    body: shapes.AlarmSettlement,
    summary: 'Say what came of an alarm',
    gives: { 200: Done },
  },
  refusals: {
    method: 'GET',
    path: '/v1/refusals',
    caller: 'account',
    action: 'alarm.read',
    summary: 'What the doors refused of late, counted, and whether it jumped',
    gives: { 200: shapes.Refusals },
  },
  drill: {
    ...asked,
    path: '/v1/looks/drill',
    action: 'look.drill',
    body: shapes.Drill,
    summary: 'Whose data an account touched between two instants, with the notice of a breach',
    gives: { 200: shapes.Drilled },
  },
} as const satisfies Record<string, Route>

export type LookRouteName = keyof typeof lookRoutes
