/**
 * What the national operator does until there is a desk for it: looks at what waits, signs an answer with its own key on
 * its own machine, and has it carried out. Who decided what, and when, is the kept statement.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AnswerStatement } from '@cbccvc/contract'
import { keyFromText, readStatement, sealStatement } from '@cbccvc/evidence'
import {
  findCaller,
  Refused,
  readWaiting,
  readWaitingForDay,
  submitAnswer,
  type WaitingForDay,
  type WaitingForOperator,
  withNewKeys,
} from '@cbccvc/registry'
import { ConfigError, openHouse, readConfig, readSecret } from './config.ts'

type Verb = (env: NodeJS.ProcessEnv, args: readonly string[]) => Promise<void>

/** Of a held record, and of a case. */
const answers = {
  held: ['enter', 'return'],
  case: ['release', 'keep', 'dual', 'secondment'],
} as const satisfies Record<WaitingForOperator['kind'], readonly AnswerStatement['answer'][]>

export const operator = {
  /** What waits, the most urgent first, and below it what waits for its day and is not to be decided: no value of anybody. */
  list: async (env, [form]) => {
    const house = await openHouse(readConfig(env), 'operator', 1, 'cbccvc_work')
    try {
      const waiting = await readWaiting(house.pool, house.today())
      const ahead = await readWaitingForDay(house.pool)
      const lines =
        form === '--json'
          ? [...waiting, ...ahead].map((one) => JSON.stringify(one))
          : [...table(waiting), ...ahead.map(sayAhead)]
      for (const line of lines) process.stdout.write(`${line}\n`)
    } finally {
      await house.pool.end()
    }
  },
  /** One signed answer on standard output; needs no database. */
  sign: async (_env, [to, word, key, reason]) => {
    const answer = Object.values(answers)
      .flat()
      .find((one) => one === word)
    if (!to || !answer || !key) throw new ConfigError('operator sign ID ANSWER KEY.json [REASON] > ANSWER.jws')
    if (answer === 'return' && !reason)
      throw new ConfigError(
        'Trả lại thì cần lý do cho cơ quan gửi. / To return a record needs a reason for its sender.',
      )
    const { seed } = JSON.parse(readSecret(key)) as { seed: string }
    const statement = {
      ...{ v: 1, id: randomUUID(), sender: operatorCode, to, answer },
      ...(reason && { reason }),
      at: new Date().toISOString(),
    } satisfies AnswerStatement
    process.stdout.write(`${sealStatement(statement, keyFromText(seed))}\n`)
  },
  /** Carries a signed answer out; the same one again changes nothing. */
  decide: async (env, [file]) => {
    if (!file) throw new ConfigError('operator decide ANSWER.jws')
    const jws = readFileSync(file, 'utf8').trim()
    const house = await openHouse(readConfig(env), 'operator', 2, 'cbccvc_work')
    try {
      const caller = await findCaller(house.pool, kidOf(jws))
      if (caller?.role !== 'operator') throw new Refused('caller.notAllowed')
      process.stdout.write(`${JSON.stringify(await withNewKeys(house.keys, () => submitAnswer(house, caller, jws)))}\n`)
    } finally {
      await house.pool.end()
    }
  },
} satisfies Record<string, Verb>

/** How the centre names itself where bodies have their codes. */
const operatorCode = 'CENTRE'

function kidOf(jws: string): string {
  try {
    return readStatement(jws).header.kid
  } catch (error) {
    throw new Refused('answer.shape', { detail: error instanceof Error ? error.message : 'JWS' })
  }
}

const sayAhead = ({ sender, day, records }: WaitingForDay) =>
  `${day}  ${sender}: ${records} hồ sơ chờ đến ngày hiệu lực, không phải quyết định / ${records} records wait for their day, nothing to decide`

function table(waiting: readonly WaitingForOperator[]): string[] {
  if (waiting.length === 0) return ['Không có gì chờ / Nothing waits']
  const rows = waiting.map((one) => [
    one.overdue ? `${one.due} QUÁ HẠN/OVERDUE` : one.due,
    one.reason,
    one.kind === 'case' ? `${one.sender} → ${one.holder}` : one.sender,
    `${one.parcelId} #${one.record}`,
    one.id,
    answers[one.kind].join('|'),
  ])
  const heads = ['hạn/due', 'lý do/reason', 'cơ quan/body', 'gói/parcel #record', 'id', 'trả lời/answers']
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)))
  return [heads, ...rows].map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  )
}
