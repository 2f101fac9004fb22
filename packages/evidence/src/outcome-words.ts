/**
 * Each outcome in words. They stand in the head of every receipt, so they are part of its bytes: they do not change. A file
 * without imports, so that a page that shows them carries nothing else.
 */
export const OUTCOME_SENTENCES = {
  entered: { vi: 'đã ghi', en: 'entered' },
  unchanged: { vi: 'không đổi', en: 'unchanged' },
  returned: { vi: 'trả lại', en: 'returned' },
  held: { vi: 'giữ lại', en: 'held' },
  refused: { vi: 'từ chối', en: 'refused' },
} as const
