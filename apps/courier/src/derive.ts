/** What the courier derives from the standard: the Excel and CSV templates. `npm run derive` writes it, a test compares. */
import { edition } from '@cbccvc/standard'
import { csvTemplate } from './template/csv.ts'
import { xlsxTemplate } from './template/xlsx.ts'

/** Files by their path from the root. The workbook is not compressed, so its bytes are the same on every machine. */
export async function derive(): Promise<{ path: string; content: string | Uint8Array }[]> {
  const standard = edition('2023')
  const folder = 'apps/courier/derived/2023'
  return [
    { path: `${folder}/mau-ho-so.xlsx`, content: await xlsxTemplate(standard, { compress: false }) },
    ...csvTemplate(standard).map(({ name, content }) => ({ path: `${folder}/csv/${name}`, content })),
  ]
}
