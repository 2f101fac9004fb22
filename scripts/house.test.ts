/** The rules of the house that a reader can break without noticing: arrows, order of rooms, what never stands in a source. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, normalize, sep } from 'node:path'
import { test } from 'node:test'
import { terms } from '@cbccvc/contract/words'
import { thirdParty } from './third-party.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const hidden = /(^|[\\/])(node_modules|dist|data|fixtures|derived|\.git)([\\/]|$)/
const sources = globSync('{packages,apps,bench,scripts}/**/*.{ts,tsx,mts,mjs,js,css,html,sql}', { cwd: root })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => !hidden.test(path))
const papers = globSync(['*.md', '{docs,packages,apps,bench,scripts}/**/*.md', '.ci/*', '*.json', '.npmrc'], {
  cwd: root,
})
  .map((path) => path.split(sep).join('/'))
  .filter((path) => !hidden.test(path))
const isTest = (path: string) => /\.test\.tsx?$|\/(testing|test)\//.test(path)

interface Import {
  from: string
  specifier: string
}

/** Every `import … from`, `export … from`, `import '…'` and `import('…')` of a file. */
function importsOf(from: string): Import[] {
  const pattern = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g
  return [...read(from).matchAll(pattern)].map((match) => ({ from, specifier: match[1] ?? match[2] ?? '' }))
}

/** What runs; a script beside `src` that builds or measures may use the tools in scripts/. */
const imports = sources.filter((path) => /(^|\/)(src|bin)\/.*\.(m?ts|tsx|mjs)$|^bench\//.test(path)).flatMap(importsOf)

/** `packages/registry/src/x.ts` → `registry`; bench and scripts are themselves. */
function workspaceOf(path: string): string {
  const [first = '', second = ''] = path.split('/')
  return first === 'packages' || first === 'apps' ? second : first
}

/** The file that a relative import points to, from the root. */
function target({ from, specifier }: Import): string | undefined {
  return specifier.startsWith('.')
    ? normalize(join(dirname(from), specifier))
        .split(sep)
        .join('/')
    : undefined
}

const arrows: Record<string, readonly string[]> = {
  standard: [],
  evidence: [],
  contract: ['standard', 'evidence'],
  registry: ['standard', 'evidence'],
  server: ['contract', 'registry', 'standard', 'evidence'],
  courier: ['contract', 'standard', 'evidence'],
  web: ['contract', 'standard', 'evidence'],
  outside: ['contract', 'courier', 'standard', 'evidence'],
}

test('arrows between workspaces point down only', () => {
  const wrong = imports.flatMap((one) => {
    const from = workspaceOf(one.from)
    const allowed = arrows[from]
    if (!allowed || isTest(one.from)) return []
    const path = target(one)
    const to = path ? workspaceOf(path) : /^@cbccvc\/([^/]+)/.exec(one.specifier)?.[1]
    return to === undefined || to === from || allowed.includes(to) ? [] : [`${one.from} → ${one.specifier}`]
  })
  assert.deepEqual(wrong, [])
})

test('workspaces name each other by package, never by path', () => {
  const wrong = imports.filter((one) => {
    const path = target(one)
    return path && !isTest(one.from) && arrows[workspaceOf(one.from)] && workspaceOf(path) !== workspaceOf(one.from)
  })
  assert.deepEqual(wrong, [])
})

test('what a workspace imports stands in its own package.json', () => {
  const wrong = imports.flatMap(({ from, specifier }) => {
    if (/^(\.|#|node:|file:|virtual:)/.test(specifier) || from.startsWith('scripts/')) return []
    const parts = from.split('/')
    const home = parts[0] === 'bench' ? 'bench' : parts.slice(0, 2).join('/')
    const own = JSON.parse(read(`${home}/package.json`))
    const shared = JSON.parse(read('package.json'))
    const names = {
      ...own.dependencies,
      ...own.optionalDependencies,
      ...own.devDependencies,
      ...shared.devDependencies,
    }
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/')
    const allowed = name in names || (isTest(from) && name.startsWith('@cbccvc/')) || parts[0] === 'bench'
    return allowed ? [] : [`${from} → ${specifier}`]
  })
  assert.deepEqual([...new Set(wrong)], [])
})

test('nothing but tests and benches imports the outside world', () => {
  const wrong = imports.filter(({ from, specifier }) => {
    const inside = ['outside', 'bench', 'scripts'].includes(workspaceOf(from)) || isTest(from)
    return !inside && /@cbccvc\/outside|apps\/outside/.test(specifier)
  })
  assert.deepEqual(wrong, [])
})

const rooms = ['database', 'log', 'units', 'access', 'exchange', 'register', 'verification', 'quality', 'insight']

test('a room of the registry imports only rooms before it, and never the hall', () => {
  const home = 'packages/registry/src/'
  const wrong = imports.flatMap((one) => {
    const path = target(one)
    if (!one.from.startsWith(home) || !path?.startsWith(home) || isTest(one.from)) return []
    const from = rooms.indexOf(one.from.slice(home.length).split('/')[0] ?? '')
    const to = rooms.indexOf(path.slice(home.length).split('/')[0] ?? '')
    // Files beside the rooms are the hall: they may import every room, and no room imports them.
    return from < 0 || (to >= 0 && to <= from) ? [] : [`${one.from} → ${one.specifier}`]
  })
  assert.deepEqual(wrong, [])
})

test('only the room database imports the driver', () => {
  const wrong = imports
    .filter(({ specifier }) => /^(pg|pg-copy-streams|postgres)$/.test(specifier))
    .filter(
      ({ from }) => !from.startsWith('packages/registry/src/database/') && !isTest(from) && !from.startsWith('bench/'),
    )
  assert.deepEqual(wrong, [])
})

test('sources hold no loose ends', () => {
  const self = 'scripts/house.test.ts'
  const loose: [string, RegExp][] = [
    ['unfinished', /\b(TODO|FIXME|XXX|HACK)\b/],
    ['any', /(:|<|\bas)\s*any\b(?!\s*[\w(:])/],
    // What must not compile is said by an expected error, in files that hold nothing else.
    ['silenced checks', /@ts-(ignore|nocheck|expect-error)|biome-ignore-all (?!assist)|eslint-disable/],
    ['skipped or lonely tests', /\b(test|it|describe|suite)\.(skip|only|todo)\b/],
    ['a debugger', /^\s*debugger\b/],
  ]
  const wrong = sources
    .filter((path) => path !== self && /\.(m?ts|tsx|mjs)$/.test(path))
    .flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, at) =>
          loose
            .filter(([, rule]) =>
              rule.test(path.endsWith('.types.test.ts') ? line.replace('@ts-expect-error', '') : line),
            )
            .map(([name]) => `${path}:${at + 1} ${name}: ${line.trim()}`),
        ),
    )
  assert.deepEqual(wrong, [])
})

test('one Vietnamese word for one thing: no other stands in what people read', () => {
  const table = 'packages/contract/src/words.ts'
  const spoken = [...sources.filter((path) => !isTest(path)), ...papers, 'packages/standard/data/engine-rules.json']
  const others = Object.entries(terms).flatMap(([thing, { vi, not }]) =>
    not.map((word) => ({ thing, vi, word, found: new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}])`, 'iu') })),
  )
  assert.ok(others.length > 20)
  const wrong = spoken
    .filter((path) => path !== table)
    .flatMap((path) =>
      read(path)
        .normalize('NFC')
        .split('\n')
        .flatMap((line, at) =>
          others
            .filter(({ found }) => found.test(line))
            .map(({ thing, vi, word }) => `${path}:${at + 1} "${word}": ${thing} is "${vi}"`),
        ),
    )
  assert.deepEqual(wrong, [])
  const words = Object.values(terms).map(({ vi }) => vi)
  assert.equal(new Set(words).size, words.length, 'and no word for two things')
})

test('no file speaks of the machine it was written on', () => {
  // This checkout, this account, and anything beside the checkout: nothing outside the repository is ever read.
  const beside = ['..', 'shared'].join('/')
  const paths = [`${root}/`, `${homedir()}/`, '/home/', '/Users/', 'C:\\\\Users', beside]
  const wrong = [...sources, ...papers]
    .filter((path) => path !== 'scripts/house.test.ts' && path !== 'package-lock.json')
    .flatMap((path) => {
      const text = read(path)
      return paths.filter((one) => text.includes(one)).map((one) => `${path}: ${one}`)
    })
  assert.deepEqual(wrong, [])
})

test('the lock file names no host, and the pinned Node is one exact version everywhere', () => {
  const lock = JSON.parse(read('package-lock.json')).packages as Record<string, { resolved?: string; version?: string }>
  const hosts = Object.entries(lock).filter(([, { resolved }]) => resolved?.includes('://'))
  assert.deepEqual(hosts, [])
  const nodes = Object.entries(JSON.parse(read('package.json')).optionalDependencies as Record<string, string>)
  assert.ok(nodes.length >= 3)
  for (const [name, version] of nodes) {
    assert.match(name, /^node-(linux|win|darwin)-/)
    assert.match(version, /^24\.\d+\.\d+$/)
    assert.equal(version, nodes[0]?.[1])
    assert.equal(lock[`node_modules/${name}`]?.version, version, `${name} is missing from the lock file`)
  }
  assert.doesNotMatch(read('.npmrc'), /registry|:\/\//)
})

test('the lock file is whole: npm ci needs an entry for every package, those for other systems too', () => {
  type Entry = { name?: string; dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }
  const lock = JSON.parse(read('package-lock.json')).packages as Record<string, Entry>
  const present = new Set(Object.keys(lock).map((path) => path.replace(/^.*node_modules\//, '')))
  const missing = Object.entries(lock).flatMap(([path, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !present.has(name))
      .map((name) => `${path} needs ${name}`),
  )
  assert.deepEqual(missing, [])
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
  for (const file of globSync(['package.json', '{packages,apps}/*/package.json', 'bench/package.json'], {
    cwd: root,
  })) {
    const own = JSON.parse(read(file))
    const locked = lock[dirname(file) === '.' ? '' : dirname(file).split(sep).join('/')] as typeof own
    for (const kind of kinds)
      assert.deepEqual(locked?.[kind] ?? {}, own[kind] ?? {}, `${file} and the lock file differ`)
  }
})

test('the licence is Apache-2.0, whole, in every package.json', () => {
  // The text of apache.org/licenses/LICENSE-2.0.txt without its first empty line.
  const whole = 'c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4'
  assert.equal(createHash('sha256').update(read('LICENSE')).digest('hex'), whole)
  for (const file of globSync(['package.json', '{packages,apps}/*/package.json', 'bench/package.json'], { cwd: root }))
    assert.equal(JSON.parse(read(file)).license, 'Apache-2.0', file)
})

test('THIRD-PARTY.md is what the lock file says (npm run derive writes it)', () => {
  const fresh = thirdParty(JSON.parse(read('package-lock.json')).packages)
  assert.ok(read('THIRD-PARTY.md') === fresh, 'THIRD-PARTY.md is stale')
})

test('the book is written in four places: what is sent, a number that is left, what a body accepts, what is taken back', () => {
  const home = 'packages/registry/src'
  const writers = sources.filter(
    (path) => path.startsWith(home) && !isTest(path) && /(?<!function )\baddEntries\(/.test(read(path)),
  )
  assert.deepEqual(writers.sort(), [
    `${home}/register/enter.ts`,
    `${home}/renumbering.ts`,
    `${home}/verification/answers.ts`,
    `${home}/withdrawal.ts`,
  ])
})

test('every room has a README', () => {
  const homes = globSync(['{packages,apps}/*/package.json', 'bench/package.json'], { cwd: root }).map(dirname)
  const all = [...homes, ...rooms.map((room) => `packages/registry/src/${room}`)]
  assert.deepEqual(
    all.filter((home) => !existsSync(join(root, home, 'README.md'))),
    [],
  )
})

/** What a paper names in backticks that looks like a file of the repository, or a folder (with its slash). */
const named = /`((?:[\w.*-]+\/)*(?:[\w.*-]+\.(?:ts|tsx|mjs|sql|py|css|html|tsv|json|md)|[\w.*-]+\/))`/g

test('each file that a README or the map names exists', () => {
  const wrong = papers
    .filter((path) => /(^|\/)(README(\.vi)?|ARCHITECTURE)\.md$/.test(path))
    .flatMap((paper) =>
      read(paper)
        .split('\n')
        .flatMap((line) => {
          // Beside the paper, in its sources, from the root, or beside the file that the line named before.
          const from = new Set([dirname(paper), `${dirname(paper)}/src`, '.'])
          return [...line.matchAll(named)].flatMap(([, name = '']) => {
            const found = [...from].flatMap((folder) => globSync(join(folder, name), { cwd: root }))[0]
            if (found) from.add(name.endsWith('/') ? found : dirname(found))
            return found || (paper === 'ARCHITECTURE.md' && standsSomewhere(name)) ? [] : [`${paper}: ${name}`]
          })
        }),
    )
  assert.deepEqual(wrong, [])
})

/** The map names a file by its room. */
const standsSomewhere = (name: string) =>
  [...sources, ...papers].some((path) => path.endsWith(`/${name}`) || path.includes(`/${name}`))

test('each link of a paper leads to a file, and to a heading where it names one', () => {
  const heading = (line: string) =>
    line
      .replace(/^#+\s+/, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
  const wrong = papers
    .filter((path) => path.endsWith('.md'))
    .flatMap((paper) =>
      [...read(paper).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
        if (/^[a-z]+:/.test(link)) return []
        const [path = '', anchor] = link.split('#')
        const file = path === '' ? paper : normalize(join(dirname(paper), path))
        if (!existsSync(join(root, file))) return [`${paper}: ${link}`]
        if (anchor === undefined) return []
        const headings = read(file)
          .split('\n')
          .filter((line) => /^#+\s/.test(line))
          .map(heading)
        return headings.includes(anchor) ? [] : [`${paper}: ${link}`]
      }),
    )
  assert.deepEqual(wrong, [])
})

test('the commands of the papers exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  for (const [name, command] of Object.entries(scripts)) {
    const file = /node (scripts\/[\w.-]+)/.exec(command)?.[1]
    if (file) assert.doesNotThrow(() => read(file), `npm run ${name} runs ${file}`)
  }
  for (const paper of papers.filter((path) => path.endsWith('.md') && path !== 'docs/blueprint.md')) {
    const home = paper.split('/').slice(0, 2).join('/')
    const own = /^(packages|apps)\//.test(paper) ? (JSON.parse(read(`${home}/package.json`)).scripts ?? {}) : {}
    for (const [, name = ''] of read(paper).matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)) {
      if (['ci', 'install', 'exec'].includes(name)) continue
      assert.ok(name === 'run' || name in scripts || name in own, `${paper}: npm ${name}`)
    }
  }
  assert.match(read('README.md'), /npm start/)
  assert.match(read('.ci/run'), /npm test/)
})
