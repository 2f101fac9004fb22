import type { Edition } from '@cbccvc/standard'
import { templateTables } from './columns.ts'

/** The CSV templates of an edition: one file of people and one for each list field, with a row of labels and one of ids. */
export function csvTemplate(edition: Edition): { name: string; content: string }[] {
  return templateTables(edition).map(({ id, columns }) => {
    const labels = columns.map(({ label, required }) => label.vi + (required ? ' *' : ''))
    const rows = [labels, columns.map(({ key }) => key)]
    return {
      name: `${id}.csv`,
      content: `\uFEFF${rows.map((row) => row.map(csvValue).join(';')).join('\r\n')}\r\n`,
    }
  })
}

function csvValue(text: string): string {
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
