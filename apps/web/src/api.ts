/**
 * What this web asks the centre. Types are the contract's own; the paths are checked against its route table by the
 * compiler, so that neither is written twice and none of it is shipped.
 */
import type {
  Board,
  BoardFindings,
  BoardParcels,
  LogKeys,
  Refusal,
  RouteName,
  routes,
  StandardDocument,
} from '@cbccvc/contract'

export type {
  Board,
  BoardBody,
  BoardFindings,
  BoardParcel,
  BoardParcels,
  Counts,
  FindingCount,
  LogKeys,
  Refusal,
  StandardDocument,
} from '@cbccvc/contract'

type Pattern<P extends string> = P extends `${infer A}:${infer _}/${infer R}`
  ? `${A}${string}/${Pattern<R>}`
  : P extends `${infer A}:${infer _}`
    ? `${A}${string}`
    : P
type Paths = { [N in RouteName]: Pattern<(typeof routes)[N]['path']> }

/** An address whose answer has the type `T`. */
export type Address<T> = string & { readonly answers?: T }
const at =
  <T>() =>
  <N extends RouteName>(_route: N, path: Paths[N], query: Record<string, string> = {}): Address<T> => {
    const text = new URLSearchParams(query).toString()
    return `${path}${text && `?${text}`}`
  }
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
export const keysAt: Address<LogKeys> = at<LogKeys>()('logKeys', '/log/keys')

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

/** Asks once. Throws `Refused` for a refusal; anything else that it throws means that the line is lost. */
export async function ask<T>(address: Address<T>, signal: AbortSignal): Promise<T> {
  const response = await fetch(address, { signal, headers: { accept: 'application/json' } })
  if (response.ok) return (await response.json()) as T
  const body: unknown = await response.json().catch(() => null)
  if (response.status < 500 && isRefusal(body)) throw new Refused(body)
  throw new Error(`HTTP ${response.status}`)
}
