/** The sentences of a receipt: the two lines at its head, and what each step of a verification says. */
import { OUTCOME_WORDS, type OutcomeCounts, type OutcomeWord } from '../outcome.ts'
import { type Receipt, receiptNumber } from './receipt.ts'

/** Each outcome in words. */
export const OUTCOME_SENTENCES: Readonly<Record<OutcomeWord, { vi: string; en: string }>> = {
  entered: { vi: 'đã ghi', en: 'entered' },
  unchanged: { vi: 'không đổi', en: 'unchanged' },
  returned: { vi: 'trả lại', en: 'returned' },
  held: { vi: 'giữ lại', en: 'held' },
  refused: { vi: 'từ chối', en: 'refused' },
}

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
    ok: ['Bản ghi này đúng là bản ghi đã gửi, không sai một byte.', 'This is the record that was sent, to the byte.'],
    bad: ['Bản ghi này không phải bản ghi mà biên nhận nói tới.', 'This is not the record that the receipt speaks of.'],
    open: ['Không có bản ghi để so.', 'No record was given to compare.'],
  },
  sent: {
    ok: ['Bản ghi nằm trong gói tin mà bên gửi đã ký.', 'The record is part of the parcel that the sender sealed.'],
    bad: ['Bản ghi không nằm trong gói tin này.', 'The record is not part of this parcel.'],
    open: ['Biên nhận này không nói về từng bản ghi.', 'This receipt does not speak of single records.'],
  },
  outcome: {
    ok: ['Kết quả xử lý nằm trong kết luận của phần này.', 'The outcome is part of what was concluded for this part.'],
    bad: ['Kết quả xử lý không khớp với kết luận.', 'The outcome does not fit what was concluded.'],
    open: ['Biên nhận này không nói về từng bản ghi.', 'This receipt does not speak of single records.'],
  },
  received: {
    ok: ['Việc nhận gói tin có trong nhật ký.', 'That the parcel was received stands in the log.'],
    bad: ['Việc nhận gói tin không có trong nhật ký.', 'That the parcel was received does not stand in the log.'],
    open: ['Chưa kiểm tra việc nhận.', 'Receiving was not checked.'],
  },
  concluded: {
    ok: ['Kết luận có trong nhật ký.', 'The conclusion stands in the log.'],
    bad: ['Kết luận không có trong nhật ký.', 'The conclusion does not stand in the log.'],
    open: ['Chưa kiểm tra kết luận.', 'The conclusion was not checked.'],
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
