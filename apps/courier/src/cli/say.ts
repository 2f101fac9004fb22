import type { Text } from '@cbccvc/standard'

/** Prints a message: Vietnamese first, English beside it. */
export function say(text: Text): void {
  process.stdout.write(`${text.vi}\n  ${text.en}\n`)
}

/** The same on the error stream. */
export function complain(text: Text): void {
  process.stderr.write(`${text.vi}\n  ${text.en}\n`)
}

/** A mistake of the command line; its text is shown with a hint at the help. */
export class UsageError extends Error {
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

/** A number with dots between thousands, as it is written in Viet Nam. */
export function number(n: number): string {
  return n.toLocaleString('vi-VN')
}

/** Progress on one line, silent for the first two seconds; on a pipe a line every five seconds. */
export interface Progress {
  show(vi: string, en: string): void
  end(): void
}

export function progress(): Progress {
  const since = Date.now()
  const live = process.stderr.isTTY
  let last = 0
  let shown = false
  return {
    show(vi, en) {
      const now = Date.now()
      if (now - since < 2000 || now - last < (live ? 200 : 5000)) return
      last = now
      shown = true
      process.stderr.write(live ? `\r\u001b[2K${vi} · ${en}` : `${vi} · ${en}\n`)
    },
    end() {
      if (shown && live) process.stderr.write('\r\u001b[2K')
    },
  }
}
