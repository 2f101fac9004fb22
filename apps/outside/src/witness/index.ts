/**
 * A witness of the log (C2SP tlog-witness over HTTP): it cosigns a checkpoint only when that contains the one it
 * cosigned last, so that the log can neither forget nor show two faces. Two of them run in the sandbox.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cosign, keyFromText, type NoteSigner, parseVkey, vkeyOf } from '@cbccvc/evidence'
import { type Answer, judge, plain, type WatchedLogs } from './answer.ts'
import { openMemory } from './memory.ts'

export interface WitnessOptions {
  /** Name of the witness in its signature lines, e.g. `witness-1.sandbox.cbccvc`. */
  readonly name: string
  /** Ed25519 seed: 32 bytes, or base64url. */
  readonly seed: Uint8Array | string
  /** Where it remembers what it cosigned. */
  readonly stateFile: string
  /** vkeys of the logs it watches. */
  readonly logKeys: readonly string[]
  /** Port on the loopback; a free one when left out. */
  readonly port?: number
  /** Clock in milliseconds since 1970. */
  readonly now?: () => number
}

export interface Witness {
  /** Submission prefix: `POST {url}/add-checkpoint`. */
  readonly url: string
  /** Its vkey (signature type 0x04). */
  readonly vkey: string
  close(): Promise<void>
}

const BODY_MAX = 64 * 1024

/** Starts a witness on 127.0.0.1. */
export async function startWitness(options: WitnessOptions): Promise<Witness> {
  const { name, stateFile, logKeys, port = 0, now = Date.now } = options
  const seed = typeof options.seed === 'string' ? keyFromText(options.seed) : options.seed
  const signer: NoteSigner = { name, seed }
  const vkey = vkeyOf(signer, 4)
  const logs: WatchedLogs = Map.groupBy(logKeys, (key) => parseVkey(key).name)
  const memory = openMemory(stateFile)

  // Judging, recording and signing happen in one synchronous stretch, so no two requests can interleave.
  function addCheckpoint(body: string): Answer {
    const judged = judge(body, logs, memory.last)
    if ('refused' in judged) return judged.refused
    const checkpoint = body.slice(body.indexOf('\n\n') + 2)
    memory.keep(judged.accepted.origin, checkpoint)
    return { ...plain(200, ''), body: cosign(checkpoint, signer, Math.floor(now() / 1000)) }
  }

  const server = createServer(async (request, response) => {
    const answer = await answerTo(request).catch(() => null)
    if (!answer) return void response.writeHead(500).end()
    response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store' }).end(answer.body)
  })

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') return plain(404, 'Only POST /add-checkpoint.')
    const body = await textOf(request)
    return body === null ? plain(400, 'The request is malformed.') : addCheckpoint(body)
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    vkey,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

/** The body as UTF-8; null when it is too long or no UTF-8. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= BODY_MAX) chunks.push(chunk)
  }
  if (length > BODY_MAX) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
  } catch {
    return null
  }
}
