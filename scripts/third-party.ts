/**
 * THIRD-PARTY.md, from the lock file: every library that the project runs, its exact version and licence as its author
 * states it, by where it runs. Written by `npm run derive`, compared by house.test.ts.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly link?: boolean
  readonly resolved?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
export type Lock = Readonly<Record<string, Locked>>

const intro = `# Third-party libraries

Made from package-lock.json by \`npm run derive\`; the licence is the one that the package itself states. None of these is in this repository: they are fetched by npm, each with its own licence text in its folder. Copies leave the house only inside the built pages, which carry their texts (\`licences.txt\`, and in \`verifier.html\`). Tools that only build, check or test are not listed. What the data asks for stands in [NOTICE](NOTICE).`

/** Where libraries run. A library is listed once, in the first part that needs it. */
const parts: readonly { readonly title: string; readonly workspace: string }[] = [
  { title: 'In the pages (`apps/web`)', workspace: 'apps/web' },
  { title: 'In the centre (`apps/server`, `packages/registry`)', workspace: 'apps/server' },
  { title: "In a body's courier (`apps/courier`)", workspace: 'apps/courier' },
  { title: 'In the sandbox alone (`apps/outside`)', workspace: 'apps/outside' },
  { title: 'The pinned Node, under everything', workspace: '' },
]

/** The entry that `name` means for a module in `from`: the nearest `node_modules` upwards, as Node looks for it. */
function resolve(lock: Lock, from: string, name: string): string {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (lock[path]) return path
    if (at === '') throw new Error(`the lock file has no ${name} for ${from || 'the root'}`)
  }
}

/** Everything that a workspace runs on: paths in the lock file, its own and other workspaces left out. */
export function runsOn(lock: Lock, workspace: string): Set<string> {
  const seen = new Set<string>()
  const open = [workspace]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    const entry = lock[at]
    for (const name of Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies })) {
      const path = resolve(lock, at, name)
      open.push(lock[path]?.link ? (lock[path].resolved ?? path) : path)
    }
  }
  return new Set([...seen].filter((path) => path.includes('node_modules/')))
}

/** Each part as a heading and a table; one row for a name and version. */
export function thirdParty(lock: Lock): string {
  const told = new Set<string>()
  const sections = parts.map(({ title, workspace }) => {
    const rows = [...runsOn(lock, workspace)]
      .map((path) => {
        const { version, license } = lock[path] ?? {}
        return `| ${path.slice(path.lastIndexOf('node_modules/') + 13)} | ${version} | ${license ?? 'not stated'} |`
      })
      .sort()
      .filter((row) => !told.has(row) && told.add(row))
    return `## ${title}\n\n| library | version | licence |\n|---|---|---|\n${rows.join('\n')}\n`
  })
  return `${intro}\n\n${sections.join('\n')}`
}

export function derive(): { path: string; content: string }[] {
  const root = join(import.meta.dirname, '..')
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }
  return [{ path: 'THIRD-PARTY.md', content: thirdParty(packages) }]
}
