/** One handler a route of copies: asked for, released, fetched once as a stream. */
import type { ExportRouteName, PrivacyShapes } from '@cbccvc/contract'
import {
  type AccountsFrame,
  askExport,
  decideExport,
  decideRecord,
  type ExportOrder,
  exportRoom,
  exportsOf,
  exportsToRelease,
  type House,
  lookersOf,
  openExport,
  ownExport,
  type Pool,
  PrivacyRefused,
  type Subject,
} from '@cbccvc/registry'
import { edition, type FieldClass } from '@cbccvc/standard'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../http/refusal.ts'
import { copyRows, nameField } from './copy.ts'
import { csvOf } from './csv.ts'
import { xlsxOf } from './xlsx.ts'

interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly subject?: Subject | undefined
}
type Handler = (house: House, call: Call) => Promise<unknown>

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

/** A person with a session: a system takes no copies. */
function signedIn({ subject }: Call): Subject & { accountId: string } {
  if (!subject?.accountId || !subject.sessionId) throw new Refusal('caller.session')
  return subject as Subject & { accountId: string }
}

function exportId({ request }: Call): string {
  const text = (request.params as Record<string, string>).exportId ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Refusal('export.unknown')
  return text
}

/** The fields of a copy, the name first, and the classes that they are of. */
function chosen(fields: readonly string[]): { fields: string[]; classes: FieldClass[] } {
  const all = [...new Set([nameField, ...fields])]
  const classes = all.map((id) => {
    const of = edition().byId.get(id)?.class
    if (of === undefined) throw new PrivacyRefused('export.fields', { field: id.slice(0, 60) })
    return of
  })
  return { fields: all, classes: [...new Set(classes)] }
}

async function told(house: House, { accountId: _, unitId, askedAt, expiresAt, ...order }: ExportOrder) {
  const unit = (await house.units.current()).calledOf(unitId)
  return {
    ...{ ...order, unit: unit?.code ?? null, unitName: unit?.name ?? null },
    ...{ askedAt: askedAt.toISOString(), expiresAt: expiresAt.toISOString() },
  }
}

/** `desk` works as the role cbccvc_desk. */
export function exportHandlers(accounts: AccountsFrame, desk: Pool): Record<ExportRouteName, Handler> {
  const moment = ({ now, today }: House) => ({ now: now(), today: today() })
  return {
    async askExport(house, call): Promise<PrivacyShapes.Export> {
      const { unit: code, format, purpose, ...wish } = call.request.body as PrivacyShapes.NewExport
      const { fields, classes } = chosen(wish.fields)
      const unit = await house.units.find(code)
      // Which units there are is public; one that does not exist is one that nobody has rights over.
      if (!unit) throw new Refusal('access.notAllowed')
      const target = { kind: 'unit', unitId: unit.id } as const
      const given = await decideRecord(house, signedIn(call), 'record.export', target, classes, purpose)
      const order = await askExport(desk, given, await house.units.current(), { fields, format, now: house.now() })
      call.reply.code(201)
      return told(house, order)
    },
    async myExports(house, call): Promise<PrivacyShapes.Exports> {
      const orders = await exportsOf(desk, signedIn(call).accountId, house.now())
      return { exports: await Promise.all(orders.map((order) => told(house, order))) }
    },
    async exportBudget(_house, call): Promise<PrivacyShapes.ExportBudget> {
      return (await exportRoom(desk, signedIn(call))) as PrivacyShapes.ExportBudget
    },
    async exportsToRelease(house, call): Promise<PrivacyShapes.ExportsToRelease> {
      const tree = await house.units.current()
      const orders = await exportsToRelease(desk, signedIn(call), tree, moment(house))
      const holders = await lookersOf(
        accounts.pool,
        orders.map(({ accountId }) => accountId),
      )
      const lines = orders.map(async (order) => {
        const { login = '', name = '' } = holders.get(order.accountId) ?? {}
        return { ...(await told(house, order)), login, name }
      })
      return { exports: await Promise.all(lines) }
    },
    async decideExport(house, call) {
      const { release } = call.request.body as { readonly release: boolean }
      const tree = await house.units.current()
      await decideExport(desk, signedIn(call), exportId(call), release, tree, moment(house))
      return { done: true }
    },
    async fetchExport(house, call) {
      const me = signedIn(call)
      const at = house.now()
      const order = await ownExport(desk, me, exportId(call), at)
      const { classes } = chosen(order.fields)
      const target = { kind: 'unit', unitId: order.unitId } as const
      const reason = { code: order.purpose, ...(order.caseNo !== null && { caseNo: order.caseNo }) }
      // Decided anew: the rights of the day on which it is fetched, and a fresh second factor.
      const given = await decideRecord(house, me, 'record.export', target, classes, reason)
      const login = (await lookersOf(accounts.pool, [me.accountId])).get(me.accountId)?.login ?? me.accountId
      const tree = await house.units.current()
      const { marks, people } = await openExport(desk, house.keys, given, tree, order, at)
      const rows = copyRows({ order, login, at, marks, unitOf: (unitId) => tree.placeOf(unitId) }, people)
      call.reply
        .type(types[order.format])
        .header('content-disposition', `attachment; filename="xuat-XD-${order.no}.${order.format}"`)
      return order.format === 'csv' ? csvOf(rows) : xlsxOf(rows)
    },
  }
}
