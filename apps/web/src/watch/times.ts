/** Days and hours of Việt Nam as instants of the centre. Việt Nam has had one offset since 1975. */

/** The first instant of a day, `yyyy-mm-dd`. */
export const startOf = (day: string): string => new Date(`${day}T00:00:00+07:00`).toISOString()
/** The first instant after it. */
export const startOfNext = (day: string): string => new Date(Date.parse(startOf(day)) + 86_400_000).toISOString()
/** `yyyy-mm-ddThh:mm` of a field, as typed in Việt Nam. */
export const instantOf = (local: string): string => new Date(`${local}:00+07:00`).toISOString()
/** An instant as such a field has it. */
export const localOf = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(0, 16)
