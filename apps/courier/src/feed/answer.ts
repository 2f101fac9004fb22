import { randomUUID } from 'node:crypto'
import type { Answered, AnswerStatement } from '@cbccvc/contract'
import { sealStatement } from '@cbccvc/evidence'
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

/** Sends a signed answer. Sent again after a break it is the same statement, so it counts once. */
export async function sendAnswer(
  line: Line,
  seed: Uint8Array,
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
  const jws = sealStatement(body, seed)
  return (await line.steady(() => line.client.call('answer', { body: jws }))).answer
}
