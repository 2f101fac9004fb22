import type { BoardBody } from '@cbccvc/contract'
import { bodiesThrough, concluded, duration, type Standing, share, timeLeft } from './progress.ts'

/** Where progress is shown. */
export interface Screen {
  /** A line of its own. */
  say(line: string): void
  show(standing: Standing): void
  /** Removes what moves, so that lines can follow. */
  clear(): void
}

const number = new Intl.NumberFormat('vi')
const columns = ['sent', 'received', 'entered', 'returned', 'verified'] as const
const heads: [string[], string[]] = [
  ['Bộ, ngành, địa phương', 'gửi', 'nhận', 'ghi', 'trả lại', 'xác thực'],
  ['body', 'sent', 'received', 'entered', 'returned', 'verified'],
]

/**
 * On a terminal: the bodies at work and a bar, drawn anew in place. Elsewhere: a line every five seconds.
 */
export function openScreen(stream: NodeJS.WriteStream): Screen {
  return stream.isTTY ? liveScreen(stream) : lineScreen(stream)
}

function liveScreen(stream: NodeJS.WriteStream): Screen {
  const history: { seconds: number; share: number }[] = []
  let drawn = 0
  const clear = () => {
    if (drawn > 0) stream.write(`\x1b[${drawn}A\x1b[J`)
    drawn = 0
  }
  return {
    clear,
    say(line) {
      clear()
      stream.write(`${line}\n`)
    },
    show(standing) {
      history.push({ seconds: standing.seconds, share: share(standing) })
      const rows = Math.max(3, Math.min(20, (stream.rows ?? 24) - 7))
      const bodies = [...standing.board.bodies].sort((a, b) => activity(b) - activity(a)).slice(0, rows)
      const width = Math.max(60, stream.columns ?? 80)
      const lines = [...bodyTable(bodies, width), totalLine(standing, history, width)]
      clear()
      stream.write(`${lines.map((line) => line.slice(0, width - 1)).join('\n')}\n`)
      drawn = lines.length
    },
  }
}

/** Bodies in the middle of their work come first, then those that have begun, then the rest by size. */
function activity({ counts }: BoardBody): number {
  const done = concluded({ counts })
  const open = counts.sent - done + (counts.entered - counts.verified - counts.mismatched)
  return counts.sent === 0 ? -1 : open > 0 ? 1e9 + open : done
}

function lineScreen(stream: NodeJS.WriteStream): Screen {
  const history: { seconds: number; share: number }[] = []
  let last = Number.NEGATIVE_INFINITY
  return {
    clear() {},
    say: (line) => void stream.write(`${line}\n`),
    show(standing) {
      history.push({ seconds: standing.seconds, share: share(standing) })
      if (standing.seconds - last < 5) return
      last = standing.seconds
      stream.write(
        `${totalLine(standing, history, 160)} · ${bodiesThrough(standing)}/${standing.board.bodies.length} cơ quan xong / bodies through\n`,
      )
    },
  }
}

function totalLine(standing: Standing, history: { seconds: number; share: number }[], width: number): string {
  const part = share(standing)
  const left = timeLeft(history)
  const room = Math.max(10, Math.min(30, width - 110))
  const full = Math.round(part * room)
  const { totals, population, stuck } = standing.board
  // The board is a moment older or younger than the couriers' own count.
  const figures = { ...totals, sent: Math.max(standing.senders.sent, totals.received) }
  const facts = columns.map((name, i) => {
    const [vi, en] = [heads[0][i + 1], heads[1][i + 1]]
    return `${width < 160 ? vi : `${vi} / ${en}`} ${number.format(figures[name])}`
  })
  if (population.state === 'down') facts.push('kho dân cư chưa trả lời / population register down')
  if (stuck.parts > 0) facts.push(`lỗi của trung tâm / fault of the centre ${stuck.faults.join(' ')}: ${stuck.parts}`)
  if (standing.senders.waiting) facts.push(`chờ / waiting: ${standing.senders.waiting}`)
  const time = `${duration(standing.seconds)}${left === undefined ? '' : `, còn / left ${duration(left)}`}`
  return `${'█'.repeat(full)}${'░'.repeat(room - full)} ${String(Math.floor(part * 100)).padStart(3)} % · ${facts.join(' · ')} · ${time}`
}

/** The bodies as lines of a table that fits into `width` columns. */
export function bodyTable(bodies: readonly BoardBody[], width: number): string[] {
  const cell = 10
  const name = Math.max(16, Math.min(52, width - 2 - cell * columns.length))
  const row = (first: string, cells: readonly string[]) =>
    `${first.length > name ? `${first.slice(0, name - 1)}…` : first.padEnd(name)}${cells.map((text) => text.padStart(cell)).join('')}`
  return [
    ...heads.map(([first = '', ...rest]) => row(first, rest)),
    ...bodies.map((body) =>
      row(
        body.name.normalize('NFC'),
        columns.map((column) => number.format(body.counts[column])),
      ),
    ),
  ]
}
