/**
 * Text reduced to what a person means by it, for comparing headers and labels: no diacritics, no case, no spaces, no
 * punctuation. `Họ và tên\nkhai sinh (*)` → `hovatenkhaisinh`.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/²/g, '2')
    .replace(/[^a-z0-9]+/g, '')
}

/** The same without what stands in brackets: `Từ (tháng/năm)` → `tu`. */
export function foldBare(text: string): string {
  return fold(text.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '))
}
