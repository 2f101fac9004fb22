/** The licence texts of every library that a build put into its output: they travel with each copy, as they ask. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rolldown } from 'vite'

const ours = join(import.meta.dirname, '../..')

/** Folders of the libraries whose modules or files stand in the output; what the bundler itself wrote has none. */
function libraries(output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): string[] {
  const ids = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : file.originalFileNames))
  const folders = ids.map((id) => /node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0])
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort()
}

/** One text: name, version and licence of each library. A library without a licence file stops the build. */
export function licencesOf(output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): string {
  const texts = libraries(output).map((folder) => {
    const home = join(ours, folder)
    const { name, version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Record<string, string>
    const file = readdirSync(home).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry))
    if (!file) throw new Error(`${name} is built into the pages and has no licence file`)
    return `${name} ${version}\n\n${readFileSync(join(home, file), 'utf8').replaceAll('-->', '--&gt;').trim()}\n`
  })
  return texts.join(`\n${'-'.repeat(79)}\n\n`)
}
