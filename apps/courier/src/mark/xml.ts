/** Text inside an element. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&#13;'))
}

/** Text inside a quoted attribute; line breaks survive as character references. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (c) => {
    if (c === '&') return '&amp;'
    if (c === '<') return '&lt;'
    if (c === '>') return '&gt;'
    return c === '"' ? '&quot;' : `&#${c.charCodeAt(0)};`
  })
}

/** A start tag as text. */
export function startTag(name: string, attributes: Readonly<Record<string, string>>, empty = false): string {
  let text = `<${name}`
  for (const key in attributes) text += ` ${key}="${escapeAttribute(attributes[key]!)}"`
  return text + (empty ? '/>' : '>')
}

/** Characters that XML 1.0 cannot hold are left out. */
export function xmlSafe(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '').toWellFormed()
}

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
