/**
 * A stand-in for the population register over HTTP, for the sandbox and the tests: `POST /match`, `POST /lookup`, and
 * `GET /log`, `POST /control` for whoever runs it. It can be slow, fail, refuse over its daily quota, or be down.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Dice } from '../nation/dice.ts'
import type { Nation } from '../nation/index.ts'
import { type Answer, answer, citizen18, type Question } from './answers.ts'

export { type Answer, type Citizen18, comparable, type Question } from './answers.ts'
export { moveTone, type Registered, registered } from './registered.ts'

/** How the register behaves; all of it can be changed while it runs. */
export interface Behaviour {
  /** Milliseconds before each answer. */
  latencyMs: number
  /** Share of requests that fail (half with 500, half with a cut line), 0 to 1. */
  errorRate: number
  /** Share of answers that take ten times as long. */
  slowRate: number
  /** Questions and look-ups a day (Asia/Ho_Chi_Minh); null for no limit. */
  quotaPerDay: number | null
  down: boolean
  /** How untidy the register is: 1 as in life, 0 not at all. */
  oddities: number
}

export interface PopulationOptions extends Partial<Behaviour> {
  readonly nation: Nation
  /** 0 (default) for any free port. */
  readonly port?: number
  readonly host?: string
}

/** One line of the register's own log: who asked, for what. Matches are one line a batch. */
export interface LogLine {
  readonly at: string
  readonly service: 'match' | 'lookup'
  readonly requestId: string
  readonly maDonVi: string
  readonly maCanBo: string
  readonly mucDich: string
  /** Questions in the request. */
  readonly count: number
  /** The personal number looked up; empty for a match. */
  readonly soDinhDanh: string
  readonly found: boolean
}

export interface Control {
  readonly behaviour: Readonly<Behaviour>
  set(change: Partial<Behaviour>): void
  /** The last 100,000 lines, oldest first. */
  log(): readonly LogLine[]
  /** Questions answered since the start, and requests refused or failed. */
  counts(): { questions: number; lookups: number; refused: number; failed: number }
  /** Begins a new day for the quota. */
  newDay(): void
}

const MOST_QUESTIONS = 1000
const MOST_BYTES = 4 * 1024 * 1024
const LOG_LINES = 100_000

interface Head {
  readonly requestId: string
  readonly maDVC: string
  readonly maTichHop: string
  readonly maDonVi: string
  readonly maCanBo: string
}

class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: number, code: string, headers: Record<string, string> = {}) {
    super(code)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

const limits = { requestId: 40, maDVC: 20, maTichHop: 20, maDonVi: 35, maCanBo: 20 } as const

/** Every request names its service, unit and officer (personal accountability); else 400. */
function headOf(body: Record<string, unknown>): Head {
  for (const [key, most] of Object.entries(limits)) {
    const value = body[key]
    if (typeof value !== 'string' || value === '' || value.length > most) throw new Refusal(400, key)
  }
  return body as unknown as Head
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    // What is too much is read to its end, so that the refusal reaches the sender, but not kept.
    if (size <= MOST_BYTES) chunks.push(chunk as Buffer)
  }
  if (size > MOST_BYTES) throw new Refusal(413, 'body', { connection: 'close' })
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Not JSON: refused below like any other body that is no object.
  }
  throw new Refusal(400, 'body')
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function questionsOf(value: unknown): Question[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_QUESTIONS) throw new Refusal(400, 'questions')
  return value.map((raw: unknown) => {
    const q = (raw ?? {}) as Record<string, unknown>
    if (typeof q.id !== 'string') throw new Refusal(400, 'questions.id')
    return { id: q.id, soDinhDanh: text(q.soDinhDanh ?? q.soCMND), hoTen: text(q.hoTen), ngaySinh: text(q.ngaySinh) }
  })
}

/** Seconds until the next day in Vietnam (UTC+7, no summer time). */
const secondsToMidnight = (): number => 86_400 - (Math.floor(Date.now() / 1000 + 7 * 3600) % 86_400)
const dayInVietnam = (): number => Math.floor((Date.now() / 1000 + 7 * 3600) / 86_400)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Starts the register; `close` ends it, `control` changes it while it runs. */
export async function startPopulation(
  options: PopulationOptions,
): Promise<{ url: string; control: Control; close: () => Promise<void> }> {
  const { nation, port = 0, host = '127.0.0.1', ...wishes } = options
  const behaviour: Behaviour = {
    latencyMs: 0,
    errorRate: 0,
    slowRate: 0,
    quotaPerDay: null,
    down: false,
    oddities: 1,
    ...wishes,
  }
  const dice = new Dice(nation.seed)
  const counts = { questions: 0, lookups: 0, refused: 0, failed: 0 }
  const log: LogLine[] = []
  let usedToday = 0
  let today = dayInVietnam()

  const spend = (count: number) => {
    if (dayInVietnam() !== today) {
      today = dayInVietnam()
      usedToday = 0
    }
    if (behaviour.quotaPerDay !== null && usedToday + count > behaviour.quotaPerDay) {
      throw new Refusal(429, 'quota', { 'retry-after': String(secondsToMidnight()) })
    }
    usedToday += count
  }
  const note = (line: Omit<LogLine, 'at'>) => {
    log.push({ at: new Date().toISOString(), ...line })
    if (log.length > LOG_LINES * 1.1) log.splice(0, log.length - LOG_LINES)
  }

  const match = (body: Record<string, unknown>): { answers: Answer[] } => {
    const head = headOf(body)
    const questions = questionsOf(body.questions)
    spend(questions.length)
    counts.questions += questions.length
    const answers = questions.map((question) => answer(nation, question, behaviour.oddities))
    note({
      service: 'match',
      requestId: head.requestId,
      maDonVi: head.maDonVi,
      maCanBo: head.maCanBo,
      mucDich: 'doiKhop',
      count: questions.length,
      soDinhDanh: '',
      found: answers.some((a) => a.result === 'found'),
    })
    return { answers }
  }

  const lookup = (body: Record<string, unknown>): { found: boolean; congDan?: unknown } => {
    const head = headOf(body)
    if (body.mucDich !== 'lamSach') throw new Refusal(403, 'mucDich')
    const number = text(body.soDinhDanh)
    const old = text(body.soCMND)
    if (number === '' && old === '') throw new Refusal(400, 'soDinhDanh')
    spend(1)
    counts.lookups++
    const owners = number === '' ? nation.findOld(old) : [nation.find(number)].filter((j) => j !== null)
    const index = owners.length === 1 ? owners[0]! : null
    note({
      service: 'lookup',
      requestId: head.requestId,
      maDonVi: head.maDonVi,
      maCanBo: head.maCanBo,
      mucDich: 'lamSach',
      count: 1,
      soDinhDanh: number || old,
      found: index !== null,
    })
    return index === null ? { found: false } : { found: true, congDan: citizen18(nation, index, behaviour.oddities) }
  }

  const control: Control = {
    behaviour,
    set: (change) => Object.assign(behaviour, change),
    log: () => log,
    counts: () => ({ ...counts }),
    newDay: () => {
      usedToday = 0
    },
  }

  const send = (response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}) => {
    const bytes = Buffer.from(JSON.stringify(value))
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
      ...headers,
    })
    response.end(bytes)
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?')[0]
    if (request.method === 'GET' && path === '/log') return send(response, 200, { lines: log })
    const body = await bodyOf(request)
    if (request.method === 'POST' && path === '/control') {
      const known = Object.fromEntries(Object.entries(body).filter(([key]) => key in behaviour))
      control.set(known as Partial<Behaviour>)
      return send(response, 200, behaviour)
    }
    if (request.method !== 'POST' || (path !== '/match' && path !== '/lookup')) throw new Refusal(404, 'path')
    if (behaviour.latencyMs > 0) await pause(behaviour.latencyMs * (dice.chance(behaviour.slowRate) ? 10 : 1))
    if (behaviour.down) throw new Refusal(503, 'down', { 'retry-after': '60' })
    if (dice.chance(behaviour.errorRate)) {
      counts.failed++
      if (dice.chance(0.5)) {
        request.socket.destroy()
        return
      }
      throw new Refusal(500, 'internal')
    }
    send(response, 200, path === '/match' ? match(body) : lookup(body))
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return
      if (error instanceof Refusal) {
        if (error.status !== 500) counts.refused++
        send(response, error.status, { error: error.code }, error.headers)
      } else send(response, 500, { error: 'internal' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${host}:${bound}`,
    control,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
