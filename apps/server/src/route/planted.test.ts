/** Restricted and sealed values and the keys that open them: nowhere in the database and nowhere in its files, whatever the route did. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPopulation } from '@cbccvc/outside/population'
import { foldCodes } from '@cbccvc/registry'
import { edition, type FieldDef } from '@cbccvc/standard'
import { dumpOf, filesOf, textOf } from '../testing/dump.ts'
import { official, testNation } from '../testing/people.ts'
import { onRoute } from '../testing/route.ts'
import { secretsIn, secretsOf } from '../testing/secrets.ts'

/** Letters only, of no word: a value that can come from nowhere else. */
const mark = (n: number) =>
  `zq${n
    .toString(26)
    .padStart(4, '0')
    .replace(/\d/g, (d) => 'ghijklmnop'[Number(d)]!)}xv`
const digits = (n: number, length: number) => String(7_316_000_000_000 + n * 7919).slice(-length)

/** A value of this field that can be found again, and the text to look for; null where it could not be told from others. */
function planted(field: FieldDef, n: number): [value: unknown, text: string] | null {
  switch (field.type) {
    case 'string':
      return [mark(n), mark(n)]
    case 'address':
      return [{ tinh: '01', huyen: '001', xa: '00016', chiTiet: mark(n), phienBan: 'truoc2025' }, mark(n)]
    case 'attachment':
      return [{ sha256: mark(n), type: 'image/jpeg', size: 1000 }, mark(n)]
    case 'number':
      return [Number(digits(n, 10)), digits(n, 10)]
    case 'list': {
      const column = field.columns!.find((c) => c.type === 'string')
      return column ? [[{ [column.id]: mark(n) }], mark(n)] : null
    }
    // A bad code or date is kept as it was sent.
    default:
      return [mark(n), mark(n)]
  }
}

test(
  'a thousand planted values of every restricted and sealed field are found nowhere',
  onRoute(async (route) => {
    const started = Date.now() - 1000
    const { fields } = edition()
    const secret = fields.filter((f) => f.class === 'restricted' || f.class === 'sealed')
    assert.ok(secret.length >= 25, `${secret.length} fields`)
    const identity = new Set(['soDinhDanh'])
    const looked: string[] = []
    const people: Record<string, unknown>[] = []
    for (let i = 0; looked.length < 1000; i++) {
      const record: Record<string, unknown> = { ...official(i, 'H26.1') }
      for (const field of secret) {
        if (identity.has(field.id)) continue
        const plant = planted(field, looked.length)
        if (plant === null) continue
        record[field.id] = plant[0]
        looked.push(plant[1])
      }
      people.push(record)
      looked.push(record.soDinhDanh as string)
    }
    const population = await startPopulation({ nation: testNation, oddities: 0 })
    try {
      await route.push('H26', people, { recordsPerPart: 20 })
      // Held elsewhere, held as somebody else, returned, changed, corrected, twice, left out.
      await route.push(
        'H56',
        people.map((r) => ({ ...r, coQuanQuanLy: 'H56', coQuanSuDung: 'H56.1', chieuCao: 151 })),
      )
      const wrong = people
        .slice(0, 5)
        .map((r, i) => ({ ...r, hoTenKhaiSinh: `Zqwrong Xv${'abcde'[i]}`, ngaySinh: '1971-01-02' }))
      await route.push('H26', [...wrong, ...people.slice(5, 10).map((r) => ({ ...r, coQuanSuDung: 'H26.99' }))])
      const changed = people.slice(10, 20).map((r) => ({ ...r, hoTenKhaiSinh: `${r.hoTenKhaiSinh} Zqnew` }))
      await route.push('H26', [...changed, ...changed.map((r) => ({ ...r, chieuCao: 152 }))], {
        kind: 'full',
        unit: 'H26.1',
      })
      await route.settle({ url: population.url, maDonVi: 'G09', maCanBo: 'test' })
      looked.push('Zqwrong', 'zqwrong')
    } finally {
      await population.close()
    }
    // What is counted of it is folded, as the worker does.
    while (await foldCodes(route.house.pool, route.house.keys));
    assert.ok(((await route.owner.query('select from code_total')).rowCount ?? 0) > 0)
    const feed = await route.feed('H26')
    for (const kind of ['outcome', 'verdict', 'proposal', 'case', 'left'])
      assert.ok(
        feed.some((line) => line.kind === kind),
        `the route was walked: ${kind}`,
      )
    assert.ok(JSON.stringify(feed).includes('zq'), 'their sender reads them')

    const dump = await dumpOf(route.databaseUrl)
    assert.ok(dump.includes('H26.1'), 'the dump holds something')
    assert.deepEqual(found(looked, [dump, Buffer.from(dump, 'utf8').toString('latin1')]), [], 'in the dump')
    // bytea is dumped as hex: look for the values' own bytes, too.
    assert.deepEqual(
      looked.filter((value) => dump.includes(Buffer.from(value).toString('hex'))),
      [],
      'as hex',
    )
    // Nor a key that would open them.
    const secrets = await secretsOf(route, route.sealKeys)
    assert.ok(secrets.length >= 9, `${secrets.length} keys`)
    assert.equal(secretsIn(secrets, dump), 0, 'keys in the dump')

    const files = await filesOf(route, started)
    assert.ok(files.some((path) => path.includes('pg_wal')) && files.some((path) => path.includes('/base/')))
    for (const path of files) {
      const text = textOf(path)
      assert.deepEqual(found(looked, [text]), [], path)
      assert.equal(secretsIn(secrets, text), 0, path)
    }
  }),
)

/** One pass by the values' common beginnings, then the values themselves. */
function found(values: readonly string[], texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const here: string[] = []
    if (/zq[a-z]{4}xv|[Zz]qwrong/.test(text)) here.push(...values.filter((v) => /^z/i.test(v) && text.includes(v)))
    here.push(...values.filter((value) => /^\d/.test(value) && text.includes(value)))
    return here
  })
}
