import { parseArgs } from 'node:util'
import { RefusedError } from '@cbccvc/contract'
import { EvidenceError } from '@cbccvc/evidence'
import type { Text } from '@cbccvc/standard'
import { isBrokenLine } from '../line/line.ts'
import { NeverReached } from '../line/meeting.ts'
import { OutcomesMissing } from '../proof/receipt.ts'
import { HomeBusy } from '../queue/lock.ts'
import { SecretDoubtful, SecretRefused } from '../queue/secret.ts'
import { FileRefused } from '../read/refusal.ts'
import { answer, pull, status, withdraw } from './follow.ts'
import { help } from './help.ts'
import { keygen, receipt, standard, verify } from './papers.ts'
import { push } from './push.ts'
import { complain, UsageError } from './say.ts'
import { template } from './template.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

const options = {
  home: text,
  server: text,
  sender: text,
  key: text,
  unit: text,
  edition: text,
  'log-key': text,
  ca: text,
  'witness-key': text,
  kind: text,
  'as-of': text,
  mapping: text,
  today: text,
  findings: text,
  left: text,
  purpose: text,
  reason: text,
  out: text,
  html: text,
  record: text,
  manifest: text,
  'check-only': flag,
  split: flag,
  again: flag,
  'not-secret': flag,
  promise: flag,
  json: flag,
  yes: flag,
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Runs one command; gives the exit code: 0 done, 1 refused or failed, 2 wrong usage, 3 a check found blocking findings,
 * 4 the server never answered as the centre in this queue (what was packed waits there).
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    const [command, first, second] = positionals
    if (command === undefined || command === 'help' || values.help === true) {
      process.stdout.write(help)
      return command === undefined && values.help !== true ? 2 : 0
    }
    switch (command) {
      case 'push':
        return await push(first, values)
      case 'status':
        return status(values)
      case 'pull':
        return await pull(values)
      case 'receipt':
        return await receipt(first, second, values)
      case 'verify':
        return verify(first, values)
      case 'accept':
      case 'contest':
        return await answer(first, command, values)
      case 'answer':
        return await answer(first, second, values)
      case 'withdraw':
        return await withdraw(first, values)
      case 'standard':
        return standard(values)
      case 'template':
        return await template(first, second, values)
      case 'keygen':
        return keygen(first, values)
      default:
        throw new UsageError({ vi: `Không có lệnh "${command}"`, en: `There is no command "${command}"` })
    }
  } catch (error) {
    return failed(error)
  }
}

function failed(error: unknown): number {
  if (error instanceof UsageError) {
    complain(error.text)
    process.stderr.write('courier --help\n')
    return 2
  }
  if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
    complain({ vi: `Tham số sai: ${(error as Error).message}`, en: 'Wrong arguments; see courier --help' })
    return 2
  }
  complain(explain(error))
  return error instanceof NeverReached ? 4 : 1
}

/** What went wrong, in both languages. */
function explain(error: unknown): Text {
  if (error instanceof FileRefused || error instanceof SecretRefused || error instanceof HomeBusy) return error.text
  if (error instanceof SecretDoubtful || error instanceof NeverReached) return error.text
  if (error instanceof RefusedError) {
    const { code, vi, en, next } = error.refusal
    return { vi: `${vi} ${next.vi} [${code}]`, en: `${en} ${next.en}` }
  }
  if (error instanceof OutcomesMissing) {
    return {
      vi: 'Chưa lấy hết kết quả của gói này: chạy courier pull rồi thử lại',
      en: 'The outcomes of this parcel are not all here yet: run courier pull, then try again',
    }
  }
  if (error instanceof EvidenceError) return { vi: error.sentence('vi'), en: error.sentence('en') }
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' && path !== undefined) {
    return { vi: `Không thấy tệp hay thư mục: ${path}`, en: `There is no such file or folder: ${path}` }
  }
  const message = error instanceof Error ? error.message : String(error)
  if (isBrokenLine(error)) {
    return {
      vi: 'Không nối được với trung tâm; hàng đợi còn nguyên, chạy lại lệnh để gửi tiếp',
      en: `The centre cannot be reached; the queue is kept, run the command again (${message})`,
    }
  }
  return { vi: `Lỗi: ${message}`, en: `Error: ${message}` }
}
