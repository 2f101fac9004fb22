/**
 * Builds `dist`: the served web (hashed assets, nothing inline) and `verifier.html`, one file that works from a disk
 * without a network. The single file states in its own policy what may run in it: this script, this style, nothing else.
 */
import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

async function buildServed(): Promise<void> {
  await build({ configFile: at('vite.config.ts'), logLevel: 'warn' })
}

/** The single file. `</script` inside the code is broken up; everything else stays byte for byte. */
async function buildVerifier(): Promise<void> {
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
  const html = String(output.find((file) => file.fileName.endsWith('.html') && file.type === 'asset')?.source)
  const style = output
    .flatMap((file) => (file.fileName.endsWith('.css') && file.type === 'asset' ? [String(file.source)] : []))
    .join('')
  const chunks = output.filter((file) => file.type === 'chunk')
  if (chunks.length !== 1) throw new Error(`the verifier must be one script, not ${chunks.length}`)
  const script = chunks[0]!.code.trim().replaceAll('</script', '<\\/script')
  const policy = `default-src 'none'; script-src ${sha256(script)}; style-src ${sha256(style)}; base-uri 'none'; form-action 'none'`
  const single = html
    .replace(/\s*<(script type="module"|link rel="(stylesheet|modulepreload)")[^>]*>(<\/script>)?/g, '')
    .replace(
      '<meta name="viewport"',
      () => `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <meta name="viewport"`,
    )
    .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
    .replace('</body>', () => `<script type="module">${script}</script>\n  </body>`)
  await writeFile(at('dist/verifier.html'), single)
}

await rm(at('dist'), { recursive: true, force: true })
await buildServed()
await buildVerifier()
