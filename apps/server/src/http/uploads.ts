/**
 * Bodies on their way in: how much may be under way at once, in all and of one sender, and how slowly. The memory of the
 * process stays bounded whoever comes, and no sender can fill it for the others.
 */
import { limits } from '@cbccvc/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, sendRefusal } from './refusal.ts'

export interface UploadLimits {
  /** Bytes of request bodies that may be on their way in at once; what comes on top is asked to come later. */
  readonly bytes: number
  /** The same of one sender. */
  readonly senderBytes: number
  /** Requests with a body of one sender, however small. */
  readonly senderUploads: number
  /** A body that brings less than `paceBytes` in `paceMs` is ended. */
  readonly paceMs: number
  readonly paceBytes: number
}

export const uploadLimits: UploadLimits = {
  bytes: 16 * limits.partBytes,
  senderBytes: 4 * limits.partBytes,
  senderUploads: 64,
  // 256 kbit/s bring 480 KiB in that time, and may be shared by seven.
  paceMs: 15_000,
  paceBytes: 64 * 1024,
}

export interface UploadGate {
  /** Counts a body by what its head says of its length, until the answer is out. Throws Refusal. */
  enter(request: FastifyRequest, reply: FastifyReply, sender: string): void
}

export function uploadGate(most: UploadLimits): UploadGate {
  let underWay = 0
  const ofSender = new Map<string, { uploads: number; bytes: number }>()
  return {
    enter(request, reply, sender) {
      const stated = request.headers['content-length']
      const bytes = Math.min(stated === undefined ? limits.partBytes : Number(stated), limits.partBytes)
      const own = ofSender.get(sender) ?? { uploads: 0, bytes: 0 }
      // The last quarter is for those who have nothing under way.
      const room = own.uploads === 0 ? most.bytes : most.bytes * 0.75
      if (own.uploads >= most.senderUploads || own.bytes + bytes > most.senderBytes || underWay + bytes > room)
        throw new Refusal('request.tooMany', {}, 1)
      underWay += bytes
      own.bytes += bytes
      own.uploads++
      ofSender.set(sender, own)
      const pace = watchPace(request, reply, most)
      reply.raw.once('close', () => {
        clearInterval(pace)
        underWay -= bytes
        own.bytes -= bytes
        if (--own.uploads === 0) ofSender.delete(sender)
      })
    },
  }
}

/** Ends a body that stands still or drips: whoever is cut off on a bad line sends it again. */
function watchPace({ raw }: FastifyRequest, reply: FastifyReply, { paceMs, paceBytes }: UploadLimits): NodeJS.Timeout {
  const { socket } = raw
  let before = socket.bytesRead
  const pace = setInterval(() => {
    const arrived = socket.bytesRead - before
    before += arrived
    if (raw.complete) clearInterval(pace)
    if (raw.complete || arrived >= paceBytes) return
    clearInterval(pace)
    reply.raw.once('finish', () => raw.destroy())
    sendRefusal(reply.header('connection', 'close'), new Refusal('request.slow'))
  }, paceMs)
  return pace.unref()
}
