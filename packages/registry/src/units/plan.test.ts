/** The mergers of 1 July 2025, all of them, as one decision over the tree of the day before. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition } from '@cbccvc/standard'
import { readChanges } from './change.ts'
import { Forest } from './forest.ts'
import { planChanges } from './plan.ts'
import { UnitRefused } from './refused.ts'

const since = '2004-01-01'
const day = '2025-07-01'
const list = (id: string) => edition().codeList(id).items

/** Provinces, districts and communes of 30 June 2025; a body for each province. */
function before(): Forest {
  const forest = new Forest({ bodies: new Map(), codes: [], names: [], edges: [], heirs: [] })
  const idOf = new Map<string, number>()
  const add = (code: string, name: string, parent: string | null) => {
    if (idOf.has(code)) return
    const unit = idOf.size + 1
    idOf.set(code, unit)
    forest.rows.bodies.set(unit, parent === null ? code : forest.rows.bodies.get(idOf.get(parent)!)!)
    forest.addCode({ unit, code, from: since, to: null })
    forest.addName({ unit, name, from: since, to: null })
    if (parent !== null) forest.addEdge({ unit, parent: idOf.get(parent)!, from: since, to: null })
  }
  for (const { code, name } of list('tinh-63')) add(`T${code}`, name, null)
  for (const { code, name, province, district } of list('xa-phuong-truoc-2025')) {
    add(`D${district}`, `Huyện ${district}`, `T${province}`)
    add(`X${code}`, name, `D${district}`)
  }
  return forest
}

function lines(): Record<string, string>[] {
  const old = list('xa-phuong-truoc-2025')
  const whole = Map.groupBy(
    old.filter(({ successors }) => successors?.length === 1),
    ({ successors }) => successors![0]!,
  )
  const districts = new Set(old.map(({ district }) => `D${district}`))
  return [
    ...list('xa-phuong-2025').map(({ code, name, province }) => {
      const own = whole.get(code)?.map((one) => `X${one.code}`) ?? []
      const made = { name, parent: `T${province}` }
      return own.length === 0
        ? { act: 'create', code: `X${code}`, ...made }
        : { act: 'merge', unit: own.join(' '), to: `X${code}`, ...made }
    }),
    ...old.flatMap(({ code, successors = [] }) =>
      successors.length > 1
        ? [{ act: 'split', unit: `X${code}`, to: [...new Set(successors)].map((one) => `X${one}`).join(' ') }]
        : [],
    ),
    ...[...districts].map((unit) => ({ act: 'end', unit })),
    ...list('tinh-63').flatMap(({ code, mergedInto }) =>
      code === mergedInto ? [] : [{ act: 'merge', unit: `T${code}`, to: `T${mergedInto}` }],
    ),
  ]
}

test('the mergers of 2025: 63 provinces become 34, districts end, communes are merged and split; one decision, in seconds', () => {
  const forest = before()
  const head = { decision: '202/2025/QH15', decidedOn: '2025-06-12', effective: day }
  const [decision] = readChanges(lines().map((line) => ({ ...head, ...line })))
  const startedAt = performance.now()
  const plan = planChanges(forest, decision!)
  const seconds = (performance.now() - startedAt) / 1000
  const [was, is] = [forest.on('2025-06-30'), forest.on(day)]
  const tops = (tree: typeof was) => [...tree.spans.values()].filter(({ above }) => above.length === 0).length
  assert.deepEqual([tops(was), tops(is)], [63, 34])
  const communes = (tree: typeof was, on: string) =>
    [...tree.spans.keys()].filter((id) => forest.codeOn(id, on)[0] === 'X').length
  assert.deepEqual(
    [communes(was, '2025-06-30'), communes(is, day)],
    [list('xa-phuong-truoc-2025').length, list('xa-phuong-2025').length],
  )
  // Everybody who stood somewhere stands somewhere, in the province that theirs became.
  for (const id of was.spans.keys()) assert.ok(is.spans.has(id) || is.standing.has(id), forest.codeOn(id, day))
  assert.equal([...is.spans.values()].filter(({ above }) => above.length > 1).length, 0)
  assert.equal(plan.made.length, list('xa-phuong-2025').length)
  assert.ok(seconds < 20, `${seconds} s`)
  process.stderr.write(`mergers of 2025: ${decision!.changes.length} changes planned in ${seconds.toFixed(1)} s\n`)
})

test('a file is read strictly: columns, codes, days, and which act takes what', () => {
  const head = { decision: '1/QD', decidedOn: '2025-06-12', effective: day }
  const wrong = (line: Record<string, unknown>) =>
    assert.throws(
      () => readChanges([{ ...head, ...line }]),
      (error: unknown) => error instanceof UnitRefused && error.code === 'shape',
      JSON.stringify(line),
    )
  for (const line of [
    { act: 'abolish', unit: 'A' },
    { act: 'end', unit: 'A B' },
    { act: 'end', unit: 'A', to: 'B' },
    { act: 'merge', unit: 'A' },
    { act: 'merge', unit: 'A', to: 'B C' },
    { act: 'split', unit: 'A' },
    { act: 'move', unit: 'A' },
    { act: 'rename', unit: 'A' },
    { act: 'create', code: 'A', name: 'x' },
    { act: 'create', code: 'A', name: 'x', parent: 'B', group: 'diaPhuong' },
    { act: 'create', code: 'A', name: 'x', group: 'xã' },
    { act: 'create', code: 'A/1', name: 'x', parent: 'B' },
    { act: 'end', unit: 'A', note: 'x' },
    { act: 'end', unit: 7 },
    { act: 'end', unit: 'A', effective: '2025-02-30' },
    { act: 'end', unit: 'A', decidedOn: '12/6/2025' },
  ])
    wrong(line)
  assert.throws(() => readChanges([{ act: 'end', unit: 'A' }]), UnitRefused)
  assert.deepEqual(readChanges([{ ...head, act: 'merge', unit: ' A, B;C ', to: 'D' }])[0]!.changes[0]!.units, [
    'A',
    'B',
    'C',
  ])
})
