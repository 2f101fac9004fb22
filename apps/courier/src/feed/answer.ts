import { randomUUID } from 'node:crypto'
import type { Answered, AnswerStatement } from '@cbccvc/contract'
import type { Line } from '../line/line.ts'

/** Answers to a proposal (`accept`, `contest`) or to a held-elsewhere case (the others). */
export type Answer = AnswerStatement['answer']
export const answers = [
  'accept',
  'contest',
  'release',
  'keep',
  'dual',
  'secondment',
] as const satisfies readonly Answer[]

/** Signs a statement as a compact JWS; given by the evidence package. */
export type SealStatement = (payload: string) => string

/** Sends a signed answer. Sent again after a break it is the same statement, so it counts once. */
export async function sendAnswer(
  line: Line,
  seal: SealStatement,
  statement: { sender: string; to: string; answer: Answer; reason?: string },
): Promise<Answered> {
  const body: AnswerStatement = {
    v: 1,
    id: randomUUID(),
    sender: statement.sender,
    to: statement.to,
    answer: statement.answer,
    ...(statement.reason !== undefined && { reason: statement.reason }),
    at: new Date().toISOString(),
  }
  const jws = seal(JSON.stringify(body))
  return (await line.steady(() => line.client.call('answer', { body: jws }))).answer
}
