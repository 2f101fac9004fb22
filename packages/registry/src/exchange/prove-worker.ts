/** The thread beside (proving.ts): one part in, its leaves and subtrees or a refusal out. */
import { parentPort } from 'node:worker_threads'
import { proveRecords } from './prove.ts'
import type { Question, Reply } from './proving.ts'
import { Refused } from './refused.ts'

const answerTo = ({ id, stated, bytes }: Question): Reply => {
  try {
    const { leaves, subtrees } = proveRecords(stated, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    return { id, leaves, subtrees }
  } catch (error) {
    if (error instanceof Refused) return { id, code: error.code, facts: error.facts }
    throw error
  }
}

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answerTo(question)))
