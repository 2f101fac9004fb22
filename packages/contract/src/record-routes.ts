/**
 * The routes of looking at records. All but the public list
 * of leaders are asked by POST: why somebody looks, and whom they look for, is a body.
 */
import * as shapes from './record-shapes.ts'
import type { Route } from './routes.ts'

const asked = { method: 'POST', caller: 'account', takes: 'application/json' } as const

export const recordRoutes = {
  record: {
    ...asked,
    path: '/v1/people/:ref/record',
    action: 'record.read',
    body: shapes.Look,
    summary: "A person's present record",
    gives: { 200: shapes.SeenRecord },
  },
  recordAsOf: {
    ...asked,
    path: '/v1/people/:ref/record/as-of',
    action: 'record.history',
    body: shapes.LookAsOf,
    summary: "A person's record as it was true on a day, as known by an instant",
    gives: { 200: shapes.SeenRecord },
  },
  recordHistory: {
    ...asked,
    path: '/v1/people/:ref/history',
    action: 'record.history',
    body: shapes.Look,
    summary: 'What was stated about a person, by whom and when',
    gives: { 200: shapes.SeenHistory },
  },
  unitPeople: {
    ...asked,
    path: '/v1/units/:code/people',
    action: 'record.list',
    body: shapes.LookAtPeople,
    summary: 'The people of a unit and of all below it, by name',
    gives: { 200: shapes.SeenPeople },
  },
  searchUnitPeople: {
    ...asked,
    path: '/v1/units/:code/people/search',
    action: 'record.search',
    body: shapes.SearchPeople,
    summary: 'The people of a unit who have this name, or this number',
    gives: { 200: shapes.SeenPeople },
  },
  filterUnitPeople: {
    ...asked,
    path: '/v1/units/:code/people/filter',
    action: 'record.filter',
    body: shapes.FilterPeople,
    summary: 'The people of a unit who have these codes, sorted by name or by a public field',
    gives: { 200: shapes.SeenPeople },
  },
  countUnitPeople: {
    ...asked,
    path: '/v1/units/:code/people/count',
    action: 'record.count',
    body: shapes.CountPeople,
    summary: 'How many people of a unit have these codes',
    gives: { 200: shapes.CountedPeople },
  },
  facetUnitPeople: {
    ...asked,
    path: '/v1/units/:code/people/facet',
    action: 'record.facet',
    body: shapes.FacetPeople,
    summary: 'How many people of a unit have which code of a field',
    gives: { 200: shapes.Facet },
  },
  statistics: {
    ...asked,
    path: '/v1/statistics',
    action: 'statistics.read',
    body: shapes.AskStatistics,
    summary: 'Protected sums by the codes of a field, of a unit or the nation and of each of its parts',
    gives: { 200: shapes.Statistics },
  },
  directoryLeaders: {
    method: 'GET',
    path: '/v1/directory/units/:code/leaders',
    caller: 'public',
    action: 'directory.read',
    query: shapes.DirectoryPage,
    summary: 'The leaders of a unit that publishes them, and of all below it, as far as they are public',
    gives: { 200: shapes.Directory },
  },
  searchDirectory: {
    method: 'POST',
    path: '/v1/directory/search',
    caller: 'public',
    action: 'directory.read',
    takes: 'application/json',
    body: shapes.SearchDirectory,
    summary: 'The people of a unit that publishes them, by name, as far as they are public',
    gives: { 200: shapes.Directory },
  },
  myRecord: {
    ...asked,
    path: '/v1/me/record',
    action: 'record.read',
    body: shapes.OwnLook,
    summary: 'The own record; as of a day or an instant where one is named',
    gives: { 200: shapes.SeenRecord },
  },
  myHistory: {
    ...asked,
    path: '/v1/me/history',
    action: 'record.history',
    body: shapes.OwnLook,
    summary: 'What was stated about oneself, by whom and when',
    gives: { 200: shapes.SeenHistory },
  },
} as const satisfies Record<string, Route>

export type RecordRouteName = keyof typeof recordRoutes
