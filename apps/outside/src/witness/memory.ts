/**
 * What a witness remembers: the latest checkpoint it cosigned of each log, in one file. The file is replaced whole
 * (written aside, flushed, renamed, the folder flushed), so after a crash it holds the old state or the new one.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseCheckpoint, type TreeHead } from '@cbccvc/evidence'

export interface WitnessMemory {
  /** The head last cosigned for this origin, or null. */
  last(origin: string): TreeHead | null
  /** Durable when it returns. */
  keep(origin: string, checkpoint: string): void
}

/** Opens the file, or begins without one. Throws when the file is there but is not a witness's memory. */
export function openMemory(file: string): WitnessMemory {
  const kept = new Map<string, string>(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8'))) : [])
  for (const checkpoint of kept.values()) parseCheckpoint(checkpoint)
  return {
    last: (origin) => {
      const checkpoint = kept.get(origin)
      return checkpoint === undefined ? null : parseCheckpoint(checkpoint)
    },
    keep: (origin, checkpoint) => {
      replaceFile(file, `${JSON.stringify(Object.fromEntries([...kept, [origin, checkpoint]]), null, 1)}\n`)
      kept.set(origin, checkpoint)
    },
  }
}

function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const aside = `${file}.new`
  const handle = openSync(aside, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(aside, file)
  flushFolder(dirname(file))
}

function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
