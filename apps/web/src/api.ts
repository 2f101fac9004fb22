/**
 * What this web asks the centre. Types are the contract's own; the paths are checked against its route table by the
 * compiler, so that neither is written twice and none of it is shipped.
 */
import type {
  AccountShapes,
  Board,
  BoardFindings,
  BoardParcels,
  FactorShapes,
  Health,
  LogKeys,
  LookShapes,
  PrivacyShapes,
  Refusal,
  RouteName,
  routes as Routes,
  StandardDocument,
  SystemShapes,
} from '@cbccvc/contract'
import type { Static as StaticOf, TSchema } from 'typebox'

export type Me = AccountShapes.Me
export type Grant = AccountShapes.Grant

export type {
  AccountShapes,
  Board,
  BoardBody,
  BoardFindings,
  BoardParcel,
  BoardParcels,
  Counts,
  FindingCount,
  LogKeys,
  PrivacyShapes,
  Refusal,
  StandardDocument,
  SystemShapes,
} from '@cbccvc/contract'

type Pattern<P extends string> = P extends `${infer A}:${infer _}/${infer R}`
  ? `${A}${string}/${Pattern<R>}`
  : P extends `${infer A}:${infer _}`
    ? `${A}${string}`
    : P
type Paths = { [N in RouteName]: Pattern<(typeof Routes)[N]['path']> }

/** An address whose answer has the type `T`. */
export type Address<T> = string & { readonly answers?: T }
const at =
  <T>() =>
  <N extends RouteName>(_route: N, path: Paths[N], query: Record<string, string> = {}): Address<T> => {
    const text = new URLSearchParams(query).toString()
    return `${path}${text && `?${text}`}`
  }
type Static<T> = T extends TSchema ? StaticOf<T> : never
type Body<N extends RouteName> = (typeof Routes)[N] extends { body: infer B } ? Static<B> : Record<string, never>
type Answer<N extends RouteName> = Static<(typeof Routes)[N]['gives'][keyof (typeof Routes)[N]['gives']]>
const e = encodeURIComponent

export const boardAt: Address<Board> = at<Board>()('board', '/v1/board')
export const parcelsAt = (sender: string, after: string | null, limit = 50): Address<BoardParcels> =>
  at<BoardParcels>()('boardParcels', '/v1/board/parcels', {
    sender,
    limit: String(limit),
    ...(after !== null && { after }),
  })
export const findingsAt = (sender: string, parcelId: string): Address<BoardFindings> =>
  at<BoardFindings>()('boardFindings', `/v1/board/parcels/${e(parcelId)}/findings`, { sender })
export const standardAt = (edition: string): Address<StandardDocument> =>
  at<StandardDocument>()('standard', `/v1/standard/${e(edition)}`)
export const meAt: Address<Me> = at<Me>()('me', '/v1/me')
export const mySessionsAt: Address<AccountShapes.Sessions> = at<AccountShapes.Sessions>()(
  'mySessions',
  '/v1/me/sessions',
)
export const delegationsAt: Address<AccountShapes.Delegations> = at<AccountShapes.Delegations>()(
  'myDelegations',
  '/v1/me/delegations',
)
export const unitsAt = (words: string): Address<AccountShapes.Units> =>
  at<AccountShapes.Units>()('myUnits', '/v1/me/units', words ? { words } : {})
export const factorsAt: Address<FactorShapes.Factors> = at<FactorShapes.Factors>()('myFactors', '/v1/me/factors')
export const accountsAt: Address<AccountShapes.Accounts> = at<AccountShapes.Accounts>()('accounts', '/v1/accounts')
export const accountSessionsAt = (accountId: string): Address<AccountShapes.Sessions> =>
  at<AccountShapes.Sessions>()('accountSessions', `/v1/accounts/${e(accountId)}/sessions`)
export const invitationsAt: Address<AccountShapes.Invitations> = at<AccountShapes.Invitations>()(
  'openInvitations',
  '/v1/accounts/invitations',
)
export const approvalsAt: Address<AccountShapes.Approvals> = at<AccountShapes.Approvals>()(
  'approvals',
  '/v1/accounts/approvals',
)
export const ownRequestsAt: Address<PrivacyShapes.OwnRequests> = at<PrivacyShapes.OwnRequests>()(
  'ownRequests',
  '/v1/requests',
)
export const requestsToAnswerAt: Address<PrivacyShapes.RequestsToAnswer> = at<PrivacyShapes.RequestsToAnswer>()(
  'requestsToAnswer',
  '/v1/requests/open',
)
export const ownConsentsAt: Address<PrivacyShapes.OwnConsents> = at<PrivacyShapes.OwnConsents>()(
  'ownConsents',
  '/v1/consents',
)
export const askedConsentsAt: Address<PrivacyShapes.AskedConsents> = at<PrivacyShapes.AskedConsents>()(
  'askedConsents',
  '/v1/consents/asked',
)
export const myExportsAt: Address<PrivacyShapes.Exports> = at<PrivacyShapes.Exports>()('myExports', '/v1/exports')
export const exportBudgetAt: Address<PrivacyShapes.ExportBudget> = at<PrivacyShapes.ExportBudget>()(
  'exportBudget',
  '/v1/exports/budget',
)
export const exportsToReleaseAt: Address<PrivacyShapes.ExportsToRelease> = at<PrivacyShapes.ExportsToRelease>()(
  'exportsToRelease',
  '/v1/exports/waiting',
)
export const systemsAt: Address<SystemShapes.Systems> = at<SystemShapes.Systems>()('systems', '/v1/systems')
export const partiesAt: Address<SystemShapes.Parties> = at<SystemShapes.Parties>()('parties', '/v1/parties')
export const inspectionsAt: Address<LookShapes.Inspections> = at<LookShapes.Inspections>()(
  'inspections',
  '/v1/inspections',
)
export const complaintsAt: Address<LookShapes.Complaints> = at<LookShapes.Complaints>()('complaints', '/v1/complaints')
export const glassesAt: Address<LookShapes.Glasses> = at<LookShapes.Glasses>()('glasses', '/v1/glasses')
export const alarmsAt: Address<LookShapes.Alarms> = at<LookShapes.Alarms>()('alarms', '/v1/alarms')
export const healthAt: Address<Health> = at<Health>()('health', '/health')
export const keysAt: Address<LogKeys> = at<LogKeys>()('logKeys', '/log/keys')

/** Addresses of acts: a route that takes JSON, with its body and its answer as the contract has them. */
export interface Act<N extends RouteName> {
  readonly path: string
  readonly body: Body<N>
  readonly answers?: Answer<N>
}
/** What is to be sent, checked against the contract's row by the compiler. */
export const act = <N extends RouteName>(_route: N, path: Paths[N], body: Body<N>): Act<N> => ({ path, body })

/** The centre said no, in its own words. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.en)
    this.refusal = refusal
  }
}

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'code' in value && 'vi' in value && 'en' in value && 'next' in value

/** The header shows the centre that the page is its own. */
const post = (path: string, body: unknown, signal: AbortSignal | null) =>
  fetch(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-cbccvc': '1' },
    body: JSON.stringify(body),
    signal,
  })

/** Sends an act once. Throws like `ask`. */
export async function send<N extends RouteName>({ path, body }: Act<N>): Promise<Answer<N>> {
  return answerOf(await post(path, body, AbortSignal.timeout(30_000)))
}

/** What an act gives as a file: its name, as the centre calls it, and its bytes. */
export interface GivenFile {
  readonly name: string
  readonly bytes: Blob
}

/** Sends an act whose answer is a file; `onBytes` hears how much has come. Throws like `ask`. */
export async function sendForFile<N extends RouteName>(
  { path, body }: Act<N>,
  onBytes: (received: number) => void,
): Promise<GivenFile> {
  const response = await post(path, body, null)
  if (!response.ok || !response.body) return answerOf(response)
  const parts: Uint8Array<ArrayBuffer>[] = []
  let received = 0
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    received += value.length
    onBytes(received)
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'cbccvc'
  return { name, bytes: new Blob(parts, { type: response.headers.get('content-type') ?? '' }) }
}

/** Asks once. Throws `Refused` for a refusal; anything else that it throws means that the line is lost. */
export async function ask<T>(address: Address<T>, signal?: AbortSignal): Promise<T> {
  return answerOf(await fetch(address, { signal: signal ?? null, headers: { accept: 'application/json' } }))
}

async function answerOf<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T
  const body: unknown = await response.json().catch(() => null)
  if (response.status < 500 && isRefusal(body)) throw new Refused(body)
  throw new Error(`HTTP ${response.status}`)
}
