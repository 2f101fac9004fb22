/** What every act on accounts works in. */
import { createHash, randomBytes } from 'node:crypto'
import type { KeyRing, Pool } from '../../database/index.ts'
import type { UnitTree } from '../../units/index.ts'

export interface AccountsFrame {
  /** Works as the role cbccvc_identity: accounts and nothing else. */
  readonly pool: Pool
  readonly keys: KeyRing
  readonly now: () => Date
  /** The nation's day, `yyyy-mm-dd` in Asia/Ho_Chi_Minh. */
  readonly today: () => string
  /** Today's tree of units, at most half a minute old. */
  readonly tree: () => Promise<UnitTree>
}

/** A secret to hand out once: 32 random bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a random secret. A plain digest is enough: 256 bits are not guessed. */
export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest()

export const minutes = (n: number): number => n * 60_000
export const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms)

/** What a decision about rights is made in. */
export interface Here {
  readonly tree: UnitTree
  readonly now: Date
  readonly today: string
}

export const here = async ({ tree, now, today }: AccountsFrame): Promise<Here> => {
  return { tree: await tree(), now: now(), today: today() }
}
