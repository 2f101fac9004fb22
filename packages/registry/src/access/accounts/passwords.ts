/**
 * Passwords: argon2id of node:crypto (RFC 9106; docs/decisions/0005). What is asked of a password is its length and that
 * it is not one of those that everybody tries first; nothing about capitals, digits or signs (NIST SP 800-63B-4, 3.1.1.2).
 */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { isCommon } from './common-passwords.ts'
import type { AccountRefusal } from './refusal.ts'

/** Characters at least (code points); bytes at most, so that nobody makes us hash megabytes. */
export const leastCharacters = 12
export const mostBytes = 512

/** 64 MiB, two passes, one lane: above the least that OWASP names (46 MiB and one pass), 0.1 s of one core. */
const cost = { memory: 65_536, passes: 2, parallelism: 1, tagLength: 32 } as const

/** The same text however its marks were typed: Vietnamese keyboards give composed or separate marks. */
const normal = (password: string): string => password.normalize('NFC')

/**
 * Words of this house, without marks and spaces (ASVS 5.0.0, V6.1.2): whoever guesses here tries them first. They may stand
 * in a password, and count for nothing of it.
 */
export const wordsOfHouse = [
  ...['cosodulieuquocgia', 'cosodulieu', 'csdlquocgia', 'csdl', 'cbccvc', 'canbo', 'congchuc', 'vienchuc', 'quocgia'],
  ...['bonoivu', 'sonoivu', 'phongnoivu', 'noivu', 'uyban', 'ubnd', 'vneid', 'vietnam', 'matkhau', 'password'],
] as const
/** Characters that must be left beside them. */
const leastOwn = 6

/** Whether it is made of words of the house, with little of its own. */
function isOfHouse(text: string): boolean {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[\s\p{P}]/gu, '')
  const own = wordsOfHouse.reduce((left, word) => left.replaceAll(word, ''), plain)
  return own !== plain && [...own].length < leastOwn
}

/** Why this cannot be the password of this account; null when it can. */
export function passwordFault(
  password: string,
  login: string,
): { readonly code: AccountRefusal; readonly facts: Record<string, number> } | null {
  const text = normal(password)
  if ([...text].length < leastCharacters) return { code: 'password.short', facts: { least: leastCharacters } }
  if (Buffer.byteLength(text) > mostBytes) return { code: 'password.long', facts: { most: mostBytes } }
  if (text.toLowerCase().includes(login)) return { code: 'password.ownName', facts: {} }
  if (isCommon(text) || isOfHouse(text)) return { code: 'password.common', facts: {} }
  return null
}

/** Hashes at once: each holds 64 MiB, and Node's own pool of four threads does the work. The rest waits in line. */
const atOnce = 4
let running = 0
const waiting: (() => void)[] = []

async function derive(parameters: Argon2Parameters): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await promisify(argon2)('argon2id', parameters)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** The hash as a PHC string: what made it stands in it, so that the cost can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive({ message: normal(password), nonce, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`
}

const phcForm = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/**
 * Whether this is the password. Without a hash (nobody has that login) the same work is done for nothing, so that the
 * time tells nobody which logins exist.
 */
export async function verifyPassword(phc: string | null, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, nonce, tag] = phcForm.exec(phc ?? decoy) ?? phcForm.exec(decoy)!
  const wanted = Buffer.from(tag!, 'base64')
  // A text longer than any password is not hashed: it can only be wrong.
  const text = normal(password)
  const message = Buffer.byteLength(text) > mostBytes ? '' : text
  const found = await derive({
    ...{ message, nonce: Buffer.from(nonce!, 'base64'), tagLength: wanted.length },
    ...{ memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
  })
  return timingSafeEqual(found, wanted) && phc !== null && phcForm.test(phc)
}

/** A hash of the cost of today that no password has (its tag is zeros). */
const decoy = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(Buffer.alloc(16))}$${base64(Buffer.alloc(32))}`
