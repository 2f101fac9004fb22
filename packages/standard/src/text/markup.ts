/** Marks of web pages in a text that was copied from one: never content of a personnel file. */
const tags = /<\/?(?:p|br|b|i|u|div|span|strong|em|li|ul|ol|table|tbody|tr|td|th|font|a|h[1-6]|o:p)\b[^<>]*>/gi
const lineEnd = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]*>/gi
const entity = /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,8}));/gi

const marks: Readonly<Record<string, string>> = { grave: '\u0300', acute: '\u0301', circ: '\u0302', tilde: '\u0303' }
const named: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  ndash: '–',
  mdash: '—',
  hellip: '…',
}

/** The letter of a named entity such as `&aacute;`, or null. */
function accented(name: string): string | null {
  const mark = marks[name.slice(1).toLowerCase()]
  return mark === undefined ? null : (name[0]! + mark).normalize('NFC')
}

/** The text without tags, entities as letters; unknown ones stay. */
export function withoutMarkup(text: string): string {
  return text
    .replace(lineEnd, '\n')
    .replace(tags, '')
    .replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? accented(name) ?? whole
      const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
      return code >= 32 && code < 0xd800 ? String.fromCharCode(code) : whole
    })
}
