import type { Run } from '../engine/run.ts'
import { convertLegacy } from '../text/legacy.ts'
import { withoutMarkup } from '../text/markup.ts'
import { nameCase } from '../text/names.ts'
import {
  CONTROL,
  LEGACY,
  LOST,
  MARKUP,
  MAYBE_DECOMPOSED,
  NEWLINE,
  SECRETISH,
  SPACES,
  scan,
  tidySpaces,
  wellFormed,
  withoutControls,
} from '../text/scan.ts'
import { isSecretText } from '../text/secret.ts'
import { secretStamp } from '../text/secret-stamp.ts'

/**
 * Cleans one text: what was lost on the way is marked, controls go, NFC, one encoding, single spaces. Says each repair.
 * Clean texts, nearly all, cost one pass.
 */
export function cleanText(run: Run, sent: string, multiline: boolean): string {
  const flags = scan(sent)
  return flags === 0 || (flags === NEWLINE && multiline && !/\r| \n|\n /.test(sent))
    ? sent
    : mend(run, sent, flags, multiline)
}

function mend(run: Run, sent: string, flags: number, multiline: boolean): string {
  let text = sent
  if (flags & SECRETISH) tellSecret(run, text)
  if (flags & LOST) {
    text = wellFormed(text)
    run.wrong('text.lost', text)
  }
  if (flags & MARKUP) text = step(run, 'repair.markup', sent, text, withoutMarkup(text))
  if (flags & LEGACY) text = decode(run, sent, text)
  if (flags & CONTROL) text = step(run, 'repair.control', sent, text, withoutControls(text))
  if (flags & MAYBE_DECOMPOSED) text = step(run, 'repair.nfc', sent, text, text.normalize('NFC'))
  if (flags & (SPACES | NEWLINE | MARKUP)) text = step(run, 'repair.space', sent, text, tidySpaces(text, multiline))
  return text
}

/** A value that is a mark, or begins with a stamp and goes on. */
export function tellSecret(run: Run, text: string) {
  if (isSecretText(text)) return run.tell('secret.mark')
  const stamp = secretStamp(text)
  if (stamp !== null) run.tell('secret.stamp', { facts: { stamp } })
}

function step(run: Run, rule: string, sent: string, before: string, after: string): string {
  if (after !== before) run.repaired(rule, wellFormed(sent), after)
  return after
}

function decode(run: Run, sent: string, text: string): string {
  const converted = convertLegacy(text)
  if (converted === null) return text
  if (converted === 'ambiguous') {
    run.wrong('text.encoding', text)
    return text
  }
  run.repaired(`repair.${converted.encoding.toLowerCase()}`, wellFormed(sent), converted.text)
  return converted.text
}

const phoneSigns = /[\s.\-()]/g

/** Repairs that a format allows; the pattern of the field judges what comes out. */
export function formatText(run: Run, sent: string, format: string): string {
  // A number that a spreadsheet wrote with a decimal place: the zero behind the point is no digit of it.
  const text = format === 'personName' ? sent : sent.replace(/^(\+?\d+)\.0$/, '$1')
  return text === sent ? formatted(run, text, format) : formatted(run, tidied(run, sent, text), format)
}

function formatted(run: Run, text: string, format: string): string {
  switch (format) {
    case 'personName': {
      const name = nameCase(text)
      if (name !== text) run.repaired('repair.case', text, name)
      return name
    }
    case 'phone':
      return tidied(run, text, text.replace(phoneSigns, '').replace(/^(?:0084|84(?=\d{9}$))/, '+84'))
    case 'digits':
    case 'personalNumber':
      return tidied(run, text, text.replace(/[\s.\-']/g, ''))
    case 'upper':
      return tidied(run, text, text.replace(/[\s.-]/g, '').toUpperCase())
    case 'email':
      return tidied(run, text, text.replace(/\s/g, '').toLowerCase())
    default:
      return text
  }
}

function tidied(run: Run, text: string, to: string): string {
  if (to !== text) run.repaired('repair.signs', text, to)
  return to
}
