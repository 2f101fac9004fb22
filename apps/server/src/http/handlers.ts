/**
 * One handler a route of the contract, by name: parse, call one walk of the hall, answer. The compiler counts them.
 */
import { type RefusalCode, type RouteName, refusal } from '@cbccvc/contract'
import { vkeyOf } from '@cbccvc/evidence'
import {
  bestCheckpoint,
  type Caller,
  type House,
  type Pool,
  parcelReceipt,
  permitFeed,
  readFeed,
  readParcelFindings,
  readStatus,
  readTile,
  readWithdrawal,
  recordReceipt,
  registerRules,
  type Subject,
  submitAnswer,
  submitManifest,
  submitPart,
  type Taken,
  type WatchFrame,
} from '@cbccvc/registry'
import { edition, editionIds } from '@cbccvc/standard'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { lookHandlers } from '../looks/handlers.ts'
import { exportHandlers } from '../privacy/export-handlers.ts'
import { privacyHandlers } from '../privacy/handlers.ts'
import { recordHandlers } from '../records/handlers.ts'
import { factorHandlers } from '../signin/factor-handlers.ts'
import { accountHandlers, type SignInDesk } from '../signin/handlers.ts'
import { systemHandlers } from '../signin/system-handlers.ts'
import { boardHandlers } from './board.ts'
import { Refusal } from './refusal.ts'

export interface Visit {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Set for routes that need a caller. */
  readonly caller: Caller
  /** Set for routes that need an account. */
  readonly subject?: Subject | undefined
}

export type Handler = (house: House, visit: Visit) => Promise<unknown>

export interface Doors {
  readonly witnessKeys: readonly string[]
  readonly version: string
}

const params = ({ request }: Visit) => request.params as Record<string, string>
const query = ({ request }: Visit) => request.query as Record<string, string | number | undefined>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
function parcelId(visit: Visit): string {
  const id = params(visit).parcelId!
  if (!uuid.test(id)) throw new Refusal('parcel.unknown')
  return id
}

function whole(text: string, code: RefusalCode, fact: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(code, { [fact]: text.slice(0, 20) })
  return Number(text)
}

function taken(visit: Visit, id: string, result: Taken, openStatus: number): unknown {
  if (result.kind === 'received') {
    visit.reply.code(202)
    return { parcelId: id, promise: result.promise }
  }
  visit.reply.code(openStatus)
  return { parcelId: id, have: result.have }
}

function text(visit: Visit, body: string): string {
  visit.reply.type('text/plain; charset=utf-8')
  return body
}

export function handlers(doors: Doors, desk: SignInDesk, records: Pool, watch: WatchFrame): Record<RouteName, Handler> {
  return {
    ...accountHandlers(desk),
    ...factorHandlers(desk),
    ...systemHandlers(desk),
    ...recordHandlers(records),
    ...privacyHandlers(desk.accounts),
    ...exportHandlers(desk.accounts, records),
    sessionStart: (_house, { request, reply }) => desk.web.start(request, reply),
    sessionCallback: (_house, { request, reply }) => desk.web.callback(request, reply),
    ...lookHandlers(watch, desk.accounts),
    async openParcel(house, visit) {
      const {
        parcelId,
        created,
        taken: result,
      } = await submitManifest(house, visit.caller, String(visit.request.body ?? ''))
      return taken(visit, parcelId, result, created ? 201 : 200)
    },
    async putPart(house, visit) {
      const id = parcelId(visit)
      const part = whole(params(visit).part!, 'parcel.part', 'part')
      const { body } = visit.request
      if (!Buffer.isBuffer(body)) throw new Refusal('request.shape', { detail: 'application/zstd' })
      return taken(visit, id, await submitPart(house, visit.caller, id, part, body), 200)
    },
    async parcelStatus(house, visit) {
      const {
        promise,
        refusal: refused,
        ...status
      } = await readStatus(house.pool, visit.caller.sender, parcelId(visit))
      return {
        ...status,
        ...(promise !== null && { promise }),
        ...(refused && { refusal: refusal(refused.code as RefusalCode, refused.facts) }),
      }
    },
    async parcelWithdrawal(house, visit) {
      const { sender } = visit.caller
      const { refusal: refused, ...preview } = await readWithdrawal(house.pool, sender, parcelId(visit), house.today())
      return { ...preview, refusal: refused && refusal(refused.code, refused.facts) }
    },
    async parcelFindings(house, visit) {
      const { findings } = await readParcelFindings(house.pool, parcelId(visit), visit.caller.sender)
      return { findings }
    },
    async parcelReceipt(house, visit) {
      const part = query(visit).part
      return text(
        visit,
        await parcelReceipt(
          house.pool,
          house.keys,
          visit.caller.sender,
          parcelId(visit),
          part === undefined ? undefined : Number(part),
        ),
      )
    },
    async recordReceipt(house, visit) {
      const index = whole(params(visit).index!, 'record.unknown', 'index')
      return text(visit, await recordReceipt(house.pool, house.keys, visit.caller.sender, parcelId(visit), index))
    },
    async feed(house, visit) {
      const { after = '', limit = 1000 } = query(visit)
      return readFeed(house.pool, house.keys, permitFeed(visit.caller), String(after), Number(limit))
    },
    answer: (house, visit) => submitAnswer(house, visit.caller, String(visit.request.body ?? '')),
    ...boardHandlers(parcelId),
    async standard(_house, visit) {
      const id = params(visit).edition!
      if (!editionIds().includes(id)) throw new Refusal('parcel.edition', { edition: id.slice(0, 20) })
      const { fields, rules, ruleSet, codeListIds } = edition(id)
      return {
        edition: id,
        ruleSet,
        fields,
        rules: [
          ...rules.map(({ id, weight, word, message, legal, fields }) => ({
            id,
            weight,
            word,
            message,
            legal,
            fields,
          })),
          ...Object.entries(registerRules).map(([id, { weight, word, message, legal, path }]) => ({
            id,
            weight,
            word,
            message,
            legal,
            fields: path ? [path] : [],
          })),
        ],
        codeLists: codeListIds,
      }
    },
    async logCheckpoint(house, visit) {
      const best = await bestCheckpoint(house.pool, 0)
      if (!best) throw new Refusal('receipt.notYet')
      return text(visit, best.text)
    },
    logKeys: async (house) => ({ origin: house.log.name, log: vkeyOf(house.log), witnesses: doors.witnessKeys }),
    async logTile(house, visit) {
      const tile = await readTile(house.pool, `tile/${params(visit)['*']}`)
      if (!tile) throw new Refusal('request.notFound')
      visit.reply.type('application/octet-stream').header('cache-control', 'public, max-age=31536000, immutable')
      return Buffer.from(tile)
    },
    health: async () => ({ ok: true, version: doors.version, eid: desk.eid.on }),
  }
}
