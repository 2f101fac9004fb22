/** docs/security.md cannot go stale: each test that it names is there by that name, and no requirement is left out. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const paper = readFileSync(join(root, 'docs/security.md'), 'utf8')

/** `| A1 | what | `file` › “name” |` */
const named = [...paper.matchAll(/^\| ([AB]\d+) \|(?:.*\|)? `([^`]+)` › “(.+)” \|$/gm)].map(
  ([, number, file, name]) => ({
    number: number!,
    file: file!,
    name: name!,
  }),
)

/** Names of the tests of a file, as they stand in its source. */
const namesIn = (source: string): string[] =>
  [...source.matchAll(/\btest\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g)].map(([, , name = '']) =>
    name.replace(/\\(['"`])/g, '$1'),
  )

/** Whether every test that these name stands in its file. */
function gone(tests: typeof named): string[] {
  return tests.flatMap(({ number, file, name }) => {
    const path = join(root, file)
    if (!existsSync(path)) return [`${number}: there is no ${file}`]
    return namesIn(readFileSync(path, 'utf8')).includes(name) ? [] : [`${number}: ${file} has no test “${name}”`]
  })
}

test('each test that docs/security.md names is in its file under that name; at least 25 of them are attacks', () => {
  const attacks = named.filter(({ number }) => number.startsWith('A'))
  assert.ok(attacks.length >= 25, String(attacks.length))
  assert.deepEqual(gone(named), [])
  assert.equal(new Set(named.map(({ number }) => number)).size, named.length)
  assert.equal(new Set(named.map(({ file, name }) => `${file} ${name}`)).size, named.length, 'no test counts twice')
  // And the comparison finds one that is not there.
  assert.equal(gone([{ number: 'A0', file: 'scripts/security.test.ts', name: 'no such test' }]).length, 1)
  assert.equal(gone([{ number: 'A0', file: 'scripts/nothing.test.ts', name: 'x' }]).length, 1)
})

/** Requirements of levels 1 and 2 by section, as ASVS 5.0.0 numbers them: `1.2:1-9` are V1.2.1 to V1.2.9. */
const requirements =
  `1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1-1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5
  3.7:1-2 4.1:1-3 4.2:1-1 4.3:1-2 4.4:1-4 5.1:1-1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3
  6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1-1 8.4:1-1 9.1:1-3 9.2:1-4 10.1:1-2 10.2:1-2
  10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1-1 11.6:1-1 12.1:1-3 12.2:1-2
  12.3:1-4 13.1:1-1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3 15.3:1-7 16.1:1-1 16.2:1-5 16.3:1-4
  16.4:1-3 16.5:1-3 17.1:1-1 17.2:1-4 17.3:1-2`
    .trim()
    .split(/\s+/)
    .flatMap((one) => {
      const [section, range = ''] = one.split(':')
      const [from = 0, to = 0] = range.split('-').map(Number)
      return Array.from({ length: to - from + 1 }, (_, i) => `V${section}.${from + i}`)
    })

/** `| V1.2.3 | level | what | verdict | where |` */
const lines = [...paper.matchAll(/^\| (V[\d.]+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$/gm)].map(
  ([, id = '', level, , verdict = '', where = '']) => ({ id, level, verdict, where }),
)

test('every requirement of ASVS 5.0.0 up to level 2 has one line; met names a test or says why none is needed', () => {
  assert.equal(requirements.length, 253)
  assert.deepEqual(lines.map(({ id }) => id).sort(), [...requirements].sort())
  assert.equal(lines.filter(({ level }) => level === '1').length, 70)
  const known = new Set(named.map(({ number }) => number))
  for (const { id, verdict, where } of lines) {
    assert.match(verdict, /^(met|open|n\/a)$/, id)
    assert.ok(where.trim().length > 1, `${id} says where, or why`)
    for (const [number] of where.matchAll(/\b[AB]\d+\b/g)) assert.ok(known.has(number), `${id} names ${number}`)
  }
  const count = (verdict: string) => lines.filter((line) => line.verdict === verdict).length
  assert.ok(
    paper.includes(`**${count('met')} met, ${count('open')} open, ${count('n/a')} not applicable.**`),
    'the sum that the paper says',
  )
})

test('each test of the lists is named by a table, each number of a table stands in the lists', () => {
  const tables = paper.slice(paper.indexOf('## OWASP ASVS'))
  const used = new Set([...tables.matchAll(/\b[AB]\d+\b/g)].map(([number]) => number))
  assert.deepEqual(
    named.filter(({ number }) => number.startsWith('B') && !used.has(number)).map(({ number }) => number),
    [],
  )
  const groups = [...paper.matchAll(/^\| ((?:KT|QL)\d) \|/gm)].map(([, code]) => code)
  assert.deepEqual(groups, ['KT1', 'KT2', 'KT3', 'KT4', 'QL1', 'QL2', 'QL3', 'QL4', 'QL5'])
})
