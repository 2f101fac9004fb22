/**
 * What the run wrote into logs: servers, workers, the sandbox (listen.mjs), faults of the doors that tests opened, and
 * PostgreSQL. None of it may hold a name, a personal number, a password, a token or a key of anybody.
 */
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { surnames } from '../../apps/outside/src/nation/data/names.ts'

/** Where tests write down what must never be found: a line each (apps/server/src/testing/planted.ts). */
export const plantedFile = 'planted.txt'

const families = [...new Set(Object.values(surnames).flatMap(({ items }) => items))]

/** What is somebody's wherever it stands, planted or not. */
const looks: Readonly<Record<string, RegExp>> = {
  'a personal number': /(?<![\d.:-])0\d{11}(?![\d.])/u,
  // A city, a youth union and a national academy bear one of them.
  'a full name': new RegExp(`(?<!\\p{L})(?!Hồ Chí Minh)(?:${families.join('|')})(?: \\p{Lu}\\p{Ll}*){2,}`, 'u'),
  'a session': /(?:__Host-)?session["']?[=:]\s*["']?[\w-]{43}(?![\w-])/u,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./u,
  'a password of a database': /\bpostgres(?:ql)?:\/\/[^\s:@/]+:[^\s@]+@/u,
  'a private key': /PRIVATE KEY-----|"(?:seed|kek|mac|d)"\s*:\s*"[\w-]{40,}"/u,
  'a seed of an authenticator': /otpauth:|"seed"\s*:/u,
  'a password': /"password"\s*:\s*"[^"]+"/u,
}

export interface Searched {
  /** File, line and what was found there; never the thing itself. */
  readonly found: string[]
  readonly bytes: number
  readonly planted: number
}

/** Searches every file of these folders and these files. */
export function searchLogs(folder: string, more: readonly string[] = []): Searched {
  const files = [...globSync('**/*.log', { cwd: folder }).map((name) => join(folder, name)), ...more]
  const planted = readPlanted(join(folder, plantedFile))
  const words = new Set(planted.filter((text) => /^[\w.-]+$/.test(text)))
  const sentences = planted.filter((text) => !words.has(text))
  const found: string[] = []
  let bytes = 0
  for (const file of files) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue
    const text = readFileSync(file, 'utf8').normalize('NFC')
    bytes += text.length
    text.split('\n').forEach((line, at) => {
      const what = [
        ...Object.keys(looks).filter((name) => looks[name]!.test(line)),
        ...(sentences.some((sentence) => line.includes(sentence)) ? ['what a test planted'] : []),
        ...((line.match(/[\w.-]{8,}/g) ?? []).some((word) => words.has(word)) ? ['what a test planted'] : []),
      ]
      if (what.length > 0) found.push(`${file.split(/[\\/]/).at(-1)}:${at + 1} ${[...new Set(what)].join(', ')}`)
    })
  }
  return { found, bytes, planted: planted.length }
}

function readPlanted(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })) return []
  const lines = readFileSync(path, 'utf8').normalize('NFC').split('\n')
  return [...new Set(lines.filter((line) => line.length >= 8))]
}
