/**
 * The masked form of a value: that something is stated, and of a long number its last three digits, by which an officer
 * tells two people of one name apart. Nothing else of the value, its length included.
 */
export function mask(value: unknown): string {
  return typeof value === 'string' && /^\d{9,}$/.test(value) ? `•••${value.slice(-3)}` : '•••'
}
