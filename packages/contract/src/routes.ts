/**
 * Every route, once. `caller` says who may knock: a body's key (`sender`), the centre's operator key (`operator`),
 * a signed-in account (`account`: the session cookie of the web), or anybody (`public`: no personal data behind it).
 */
import { MANIFEST_MAX, PARCEL_RECORDS_MAX, PART_LIMITS } from '@cbccvc/evidence'
import type { Action } from '@cbccvc/standard'
import { type TSchema, Type } from 'typebox'
import { accountRoutes } from './account-routes.ts'
import { exportRoutes } from './export-routes.ts'
import { factorRoutes } from './factor-routes.ts'
import { lookRoutes } from './look-routes.ts'
import { privacyRoutes } from './privacy-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import * as shapes from './shapes.ts'
import { systemRoutes } from './system-routes.ts'

export type Caller = 'sender' | 'operator' | 'account' | 'public'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly caller: Caller
  /** Beside the caller: the centre's operator key may knock as well, for the sandbox and whoever watches the centre. */
  readonly orKey?: 'operator'
  /** The action of the policy that the route carries out; `none` only where public facts without personal data are told. */
  readonly action: Action | 'none'
  readonly summary: string
  /** Media type of the request's body, where there is one. */
  readonly takes?: 'application/json' | 'application/zstd' | 'application/jose'
  readonly query?: TSchema
  /** Of a body in JSON. */
  readonly body?: TSchema
  /** Bytes that its body may have; 16 KiB where nothing is said. */
  readonly bodyBytes?: number
  /** Status → schema of JSON, or 'text' / 'bytes'. */
  readonly gives: Readonly<Record<number, TSchema | 'text' | 'bytes'>>
}

/** Limits that both sides keep. Sizes in bytes. */
export const limits = {
  recordsPerPart: PART_LIMITS.records,
  partBytes: PART_LIMITS.size,
  partRawBytes: PART_LIMITS.rawSize,
  manifestBytes: MANIFEST_MAX,
  recordsPerParcel: PARCEL_RECORDS_MAX,
  feedPage: 1000,
} as const

const page = { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.feedPage })) }

export const routes = {
  openParcel: {
    method: 'POST',
    path: '/v1/parcels',
    caller: 'sender',
    action: 'parcel.submit',
    takes: 'application/jose',
    summary: 'Open a parcel with its sealed manifest',
    gives: { 200: shapes.PartsHeld, 201: shapes.PartsHeld, 202: shapes.Received },
  },
  putPart: {
    method: 'PUT',
    path: '/v1/parcels/:parcelId/parts/:part',
    caller: 'sender',
    action: 'parcel.submit',
    takes: 'application/zstd',
    summary: 'Deliver one part; the last one is answered with the promise',
    gives: { 200: shapes.PartsHeld, 202: shapes.Received },
  },
  parcelStatus: {
    method: 'GET',
    path: '/v1/parcels/:parcelId',
    caller: 'sender',
    action: 'parcel.read',
    summary: 'Where a parcel stands',
    gives: { 200: shapes.ParcelStatus },
  },
  parcelWithdrawal: {
    method: 'GET',
    path: '/v1/parcels/:parcelId/withdrawal',
    caller: 'sender',
    action: 'parcel.read',
    summary: 'What withdrawing the parcel would restore',
    gives: { 200: shapes.WithdrawalPreview },
  },
  parcelFindings: {
    method: 'GET',
    path: '/v1/parcels/:parcelId/findings',
    caller: 'sender',
    action: 'parcel.read',
    summary: 'Findings of a parcel, counted by rule and field',
    gives: { 200: shapes.FindingCounts },
  },
  parcelReceipt: {
    method: 'GET',
    path: '/v1/parcels/:parcelId/receipt',
    caller: 'sender',
    action: 'parcel.read',
    summary: 'The receipt of a parcel; with `part`, of that part',
    query: Type.Object({ part: Type.Optional(Type.Integer({ minimum: 0 })) }),
    gives: { 200: 'text' },
  },
  recordReceipt: {
    method: 'GET',
    path: '/v1/parcels/:parcelId/records/:index/receipt',
    caller: 'sender',
    action: 'parcel.read',
    summary: 'The receipt of one record',
    gives: { 200: 'text' },
  },
  feed: {
    method: 'GET',
    path: '/v1/feed',
    caller: 'sender',
    action: 'feed.read',
    summary: 'Outcomes, verdicts, proposals and cases of the caller, in order',
    query: Type.Object({ after: Type.Optional(Type.String()), ...page }),
    gives: { 200: shapes.FeedPage },
  },
  answer: {
    method: 'POST',
    path: '/v1/answers',
    caller: 'sender',
    action: 'case.answer',
    takes: 'application/jose',
    summary: 'Answer a proposal or a held-elsewhere case',
    gives: { 200: shapes.Answered },
  },
  board: {
    method: 'GET',
    path: '/v1/board',
    caller: 'account',
    orKey: 'operator',
    action: 'board.read',
    summary: 'The board of the bodies in the own part of the tree',
    gives: { 200: shapes.Board },
  },
  boardParcels: {
    method: 'GET',
    path: '/v1/board/parcels',
    caller: 'account',
    orKey: 'operator',
    action: 'board.read',
    summary: 'Parcels of a body, newest first',
    query: Type.Object({ sender: Type.String(), after: Type.Optional(Type.String()), ...page }),
    gives: { 200: shapes.BoardParcels },
  },
  boardFindings: {
    method: 'GET',
    path: '/v1/board/parcels/:parcelId/findings',
    caller: 'account',
    orKey: 'operator',
    action: 'board.read',
    summary: 'Findings of a parcel as counts',
    query: Type.Object({ sender: Type.Optional(Type.String()) }),
    gives: { 200: shapes.BoardFindings },
  },
  standard: {
    method: 'GET',
    path: '/v1/standard/:edition',
    caller: 'public',
    action: 'none',
    summary: 'Fields, rules and code lists of an edition',
    gives: { 200: shapes.StandardDocument },
  },
  logCheckpoint: {
    method: 'GET',
    path: '/log/checkpoint',
    caller: 'public',
    action: 'none',
    summary: 'The newest checkpoint with its cosignatures (C2SP tlog-tiles)',
    gives: { 200: 'text' },
  },
  logKeys: {
    method: 'GET',
    path: '/log/keys',
    caller: 'public',
    action: 'none',
    summary: 'Verification keys of the log and its witnesses',
    gives: { 200: shapes.LogKeys },
  },
  logTile: {
    method: 'GET',
    path: '/log/tile/*',
    caller: 'public',
    action: 'none',
    summary: 'Tiles and entry bundles of the log (C2SP tlog-tiles)',
    gives: { 200: 'bytes' },
  },
  health: {
    method: 'GET',
    path: '/health',
    caller: 'public',
    action: 'none',
    summary: 'Whether the server is up',
    gives: { 200: shapes.Health },
  },
  ...sessionRoutes,
  ...accountRoutes,
  ...factorRoutes,
  ...systemRoutes,
  ...recordRoutes,
  ...privacyRoutes,
  ...lookRoutes,
  ...exportRoutes,
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
