/** Text as it is searched: lower case, no diacritics, đ as d, single spaces. `Đồng Tháp` → `dong thap`. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd').replace(/\s+/g, ' ').trim()

/** Whether every word of the question occurs in the text, in any order. */
export function found(text: string, question: string): boolean {
  const hay = fold(text)
  return fold(question)
    .split(' ')
    .every((word) => hay.includes(word))
}
