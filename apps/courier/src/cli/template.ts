import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { edition as editionOf } from '@cbccvc/standard'
import { csvTemplate } from '../template/csv.ts'
import { packZip } from '../template/repack.ts'
import { xlsxTemplate } from '../template/xlsx.ts'
import { say, UsageError } from './say.ts'

/** `courier template xlsx|csv [OUT]`: an empty form; csv as a folder, or as a zip where OUT ends in .zip. */
export async function template(
  kind: string | undefined,
  out: string | undefined,
  flags: { edition?: string },
): Promise<number> {
  const edition = editionOf(flags.edition)
  if (kind === 'xlsx') {
    const path = out ?? 'mau-ho-so.xlsx'
    writeFileSync(path, await xlsxTemplate(edition))
    return made(path)
  }
  if (kind !== 'csv')
    throw new UsageError({ vi: 'Cần: courier template xlsx hoặc csv', en: 'Expected: courier template xlsx or csv' })
  const path = out ?? 'mau-ho-so-csv'
  const files = csvTemplate(edition)
  if (path.endsWith('.zip')) {
    writeFileSync(
      path,
      await packZip(
        files.map(({ name, content }) => ({ name, bytes: Buffer.from(content) })),
        true,
      ),
    )
    return made(path)
  }
  mkdirSync(path, { recursive: true })
  for (const { name, content } of files) writeFileSync(join(path, name), content)
  return made(path)
}

function made(path: string): number {
  say({ vi: `Đã ghi mẫu: ${path}`, en: `Template written: ${path}` })
  return 0
}
