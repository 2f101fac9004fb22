/** The sentences of a receipt: the two lines at its head, and what each step of a verification says. */
import { OUTCOME_WORDS, type OutcomeCounts, type OutcomeWord } from '../outcome.ts'
import { OUTCOME_SENTENCES } from '../outcome-words.ts'
import { type Receipt, receiptNumber } from './receipt.ts'

OUTCOME_SENTENCES satisfies Readonly<Record<OutcomeWord, { vi: string; en: string }>>

export { OUTCOME_SENTENCES }

/** The two lines for people, made from the facts alone, so that they cannot say anything else. */
export function headLines(receipt: Receipt): { vi: string; en: string } {
  const { facts, receivedAt } = receipt
  const number = receiptNumber(receipt)
  const done = receipt.kind === 'parcel' ? receipt.closed.closedAt : receipt.concluded.concludedAt
  const result = resultOf(receipt)
  return {
    vi: `# Biên nhận ${number}: ${facts.sender} gửi, nhận ${receivedAt}, ${result.vi}, xong ${done}.`,
    en: `# Receipt ${number}: sent by ${facts.sender}, received ${receivedAt}, ${result.en}, done ${done}.`,
  }
}

function resultOf(receipt: Receipt): { vi: string; en: string } {
  if (receipt.kind === 'record') return OUTCOME_SENTENCES[receipt.inner.outcome.outcome]
  const counts = receipt.kind === 'parcel' ? receipt.closed.counts : receipt.concluded.counts
  return { vi: countsIn(counts, 'vi'), en: countsIn(counts, 'en') }
}

function countsIn(counts: OutcomeCounts, lang: 'vi' | 'en'): string {
  return OUTCOME_WORDS.map((word) => `${counts[word]} ${OUTCOME_SENTENCES[word][lang]}`).join(', ')
}

type Said = readonly [vi: string, en: string]

/** What each step says when it holds, when it does not, and when it could not be done. */
export const STEP_SENTENCES = {
  form: {
    ok: ['Biên nhận đúng dạng và nguyên vẹn.', 'The receipt is well formed and whole.'],
    bad: ['Biên nhận sai dạng hoặc đã bị sửa.', 'The receipt is malformed or was altered.'],
    open: ['Chưa kiểm tra dạng.', 'The form was not checked.'],
  },
  manifest: {
    ok: ['Biên nhận này là của đúng bản kê đã gửi.', 'The receipt belongs to this very manifest.'],
    bad: ['Bản kê không phải bản mà biên nhận nói tới.', 'The manifest is not the one that the receipt speaks of.'],
    open: ['Không có bản kê để so.', 'No manifest was given to compare.'],
  },
  record: {
    ok: ['Hồ sơ này đúng là hồ sơ đã gửi, không sai một byte.', 'This is the record that was sent, to the byte.'],
    bad: ['Hồ sơ này không phải hồ sơ mà biên nhận nói tới.', 'This is not the record that the receipt speaks of.'],
    open: ['Không có hồ sơ để so.', 'No record was given to compare.'],
  },
  sent: {
    ok: [
      'Hồ sơ nằm trong gói mà cơ quan gửi đã niêm phong.',
      'The record is part of the parcel that the sender sealed.',
    ],
    bad: ['Hồ sơ không nằm trong gói này.', 'The record is not part of this parcel.'],
    open: ['Biên nhận này không nói về từng hồ sơ.', 'This receipt does not speak of single records.'],
  },
  outcome: {
    ok: [
      'Kết quả này nằm trong những gì trung tâm đã xử lý xong của phần này.',
      'The outcome is part of what was concluded for this part.',
    ],
    bad: [
      'Kết quả này không khớp với những gì trung tâm đã xử lý xong.',
      'The outcome does not fit what was concluded.',
    ],
    open: ['Biên nhận này không nói về từng hồ sơ.', 'This receipt does not speak of single records.'],
  },
  received: {
    ok: ['Việc nhận gói có trong nhật ký.', 'That the parcel was received stands in the log.'],
    bad: ['Việc nhận gói không có trong nhật ký.', 'That the parcel was received does not stand in the log.'],
    open: ['Chưa kiểm tra việc nhận.', 'Receiving was not checked.'],
  },
  concluded: {
    ok: ['Việc xử lý xong có trong nhật ký.', 'The conclusion stands in the log.'],
    bad: ['Việc xử lý xong không có trong nhật ký.', 'The conclusion does not stand in the log.'],
    open: ['Chưa kiểm tra việc xử lý xong.', 'The conclusion was not checked.'],
  },
  log: {
    ok: ['Nhật ký do đúng khóa của trung tâm ký.', "The log is signed by the centre's key."],
    bad: ['Chữ ký của nhật ký không đúng.', 'The signature of the log does not hold.'],
    open: ['Chưa kiểm tra chữ ký nhật ký.', 'The signature of the log was not checked.'],
  },
  witnesses: {
    ok: ['Các nhân chứng đã biết đã ký xác nhận nhật ký.', 'The known witnesses have cosigned the log.'],
    bad: ['Chữ ký nhân chứng sai hoặc không đủ.', 'A signature of a witness is wrong, or there are too few.'],
    open: ['Không có nhân chứng nào mà bạn biết.', 'No witness that you know has signed.'],
  },
} as const satisfies Record<string, Record<'ok' | 'bad' | 'open', Said>>

export type StepName = keyof typeof STEP_SENTENCES
