import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { edition, examine, type WireRecord } from '../index.ts'
import type { Category, Finding, Rule, Values } from '../model.ts'
import { defects } from '../testing/defects.ts'
import { cleanOf, type Defect, plant } from '../testing/plant.ts'
import { samples, samplesToday } from '../testing/samples.ts'
import { rules } from './index.ts'

const standard = edition('2023')
const tell = (found: readonly Finding[]) => found.map((f) => `${f.rule} at ${f.path}`)
const find = (record: WireRecord, today: string) => examine(record, standard, today).findings

describe('clean records', () => {
  for (const [name, record] of Object.entries(samples)) {
    test(`${name}: all fields are answered and no rule speaks`, () => {
      assert.deepEqual(
        Object.keys(record),
        standard.fields.map((f) => f.id),
      )
      assert.deepEqual(tell(find(record, samplesToday)), [])
    })
  }
})

describe('each rule alone finds its defect', () => {
  test('every rule has a defect, and every defect a rule', () => {
    assert.deepEqual(Object.keys(defects).toSorted(), rules.map((r) => r.id).toSorted())
  })
  for (const [id, defect] of Object.entries(defects)) test(id, () => findsAlone(id, defect))
})

function findsAlone(id: string, defect: Defect) {
  const today = defect.today ?? samplesToday
  const clean = cleanOf(defect)
  // Some samples need fields taken away to be clean on a later day: what is then missing is no matter here.
  const cross = (record: WireRecord) => find(record, today).filter((f) => f.rule !== 'field.required')
  assert.deepEqual(tell(cross(clean)), [], 'clean before')
  const found = cross(plant(clean, defect.patch))
  assert.deepEqual([...new Set(found.map((f) => f.rule))], [id], `found: ${tell(found).join('; ')}`)
  const here = found.find((f) => f.path === defect.path)
  assert.ok(here, `at ${defect.path}, not ${tell(found).join('; ')}`)
  if (Object.hasOwn(defect, 'repair')) assert.deepEqual(here.repair, defect.repair)
  everyHoleIsFilled(id, here)
}

/** Each `{fact}` of the sentences is among the facts that the rule told, and each fact is used. */
function everyHoleIsFilled(id: string, finding: Finding) {
  const rule = ruleOf(id)
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!).toSorted()
  const facts = Object.keys(finding.facts ?? {}).toSorted()
  assert.deepEqual([...new Set(holes(rule.message.vi))].toSorted(), facts)
  const english = holes(rule.message.en)
  for (const hole of english) assert.ok(facts.includes(hole), `{${hole}}`)
}

const ruleOf = (id: string): Rule => {
  const rule = rules.find((r) => r.id === id)
  assert.ok(rule, id)
  return rule
}

describe('the catalogue', () => {
  test('rules read only the fields that they declare, and only fields of the standard', () => {
    for (const rule of rules) {
      const declared = new Set(rule.fields)
      for (const field of declared) assert.ok(standard.byId.has(field), `${rule.id}: ${field}`)
      for (const field of rule.needs ?? []) assert.ok(declared.has(field), `${rule.id} needs ${field}`)
      const defect = defects[rule.id]!
      const broken = plant(cleanOf(defect), defect.patch)
      for (const record of [...Object.values(samples), broken]) {
        const v = new Proxy(record, {
          get: (from, key) => {
            assert.ok(declared.has(String(key)), `${rule.id} reads ${String(key)}`)
            return (from as Values)[String(key)] ?? undefined
          },
        })
        rule.find({ v, category: record.loaiDoiTuong as Category, today: defect.today ?? samplesToday }, () => {})
      }
    }
  })

  test('every sentence is there in both languages, ends, and names its source', () => {
    for (const { id, message, legal } of rules) {
      for (const text of [message.vi, message.en]) assert.match(text, /[.]$/, id)
      assert.notEqual(message.vi, message.en, id)
      assert.ok(legal.length > 5, id)
    }
  })

  test('no rule blocks: a contradiction never keeps a person out of the register', () => {
    assert.deepEqual(
      rules.filter((r) => r.weight === 'blocks').map((r) => r.id),
      [],
    )
  })
})
