/**
 * Builds `dist`: the served web (hashed assets, nothing inline), `licences.txt` of what others wrote in it, and
 * `verifier.html`, one file that works from a disk without a network and carries those texts at its end. The single file states in its own policy what may run in it: this script, this style, nothing else.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { licencesOf } from './licences.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Builds everything into `folder`, which is replaced as a whole: whoever reads it meanwhile sees the old one. */
export async function buildWeb(folder = at('dist')): Promise<void> {
  const fresh = at(`../../node_modules/.cache/cbccvc-web-${process.pid}`)
  await mkdir(dirname(fresh), { recursive: true })
  const { output } = (await build({
    configFile: at('vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh, emptyOutDir: true },
  })) as Rolldown.RolldownOutput
  await writeFile(join(fresh, 'licences.txt'), licencesOf(output))
  await writeFile(join(fresh, 'verifier.html'), await singleFile())
  await compress(join(fresh, 'assets'))
  await replaceFolder(fresh, folder)
}

/**
 * Puts a folder in the place of another. Somebody else may be doing the same: whoever comes second takes the first one's
 * away again and puts its own there.
 */
export async function replaceFolder(fresh: string, folder: string): Promise<void> {
  for (let n = 0; ; n++) {
    const old = `${fresh}-old-${n}`
    const moved = await rename(folder, old).then(
      () => true,
      () => false, // There was none, or another has just moved it.
    )
    try {
      await rename(fresh, folder)
      if (moved) await rm(old, { recursive: true, force: true })
      return
    } catch (error) {
      if (moved) await rm(old, { recursive: true, force: true })
      if (n > 100 || !['ENOTEMPTY', 'EEXIST'].includes(String((error as NodeJS.ErrnoException).code))) throw error
    }
  }
}

/** A Brotli copy beside every script and style, at the highest level: the server sends it to whoever understands it. */
async function compress(assets: string): Promise<void> {
  for (const name of await readdir(assets)) {
    if (/\.(js|css)$/.test(name))
      await writeFile(join(assets, `${name}.br`), brotliCompressSync(await readFile(join(assets, name))))
  }
}

/** The verifier as one text. `</script` inside the code is broken up; everything else stays byte for byte. */
export async function singleFile(): Promise<string> {
  const { output } = (await build({
    configFile: at('vite.config.ts'),
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      cssCodeSplit: false,
      rolldownOptions: { input: at('verifier.html'), output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput
  const assets = output.filter((file) => file.type === 'asset')
  const html = String(assets.find((file) => file.fileName.endsWith('.html'))?.source)
  const style = assets.flatMap((file) => (file.fileName.endsWith('.css') ? [String(file.source)] : [])).join('')
  const chunks = output.filter((file) => file.type === 'chunk')
  if (chunks.length !== 1) throw new Error(`the verifier must be one script, not ${chunks.length}`)
  const script = chunks[0]!.code.trim().replaceAll('</script', '<\\/script')
  const policy = `default-src 'none'; script-src ${sha256(script)}; style-src ${sha256(style)}; base-uri 'none'; form-action 'none'`
  return html
    .replace(/\s*<(script type="module"|link rel="(stylesheet|modulepreload)")[^>]*>(<\/script>)?/g, '')
    .replace(
      '<meta name="viewport"',
      (tag) => `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    ${tag}`,
    )
    .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
    .replace('</body>', () => `<script type="module">${script}</script>\n  </body>`)
    .replace('</html>', () => `<!--\n${licencesOf(output)}-->\n</html>`)
}

if (import.meta.main) await buildWeb()
