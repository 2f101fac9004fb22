import first from '../../data/editions/2023.json' with { type: 'json' }
import { engineRules } from '../engine/catalogue.ts'
import { crossRules } from '../engine/compile.ts'
import { ruleSetNumbers } from '../engine/ruleset.ts'
import { type CodeList, makeCodeList, uniteCodeLists } from '../lists/codelist.ts'
import { communeList } from '../lists/communes.ts'
import { codeListData } from '../lists/data.ts'
import { rules } from '../rules/index.ts'
import type { Edition, EditionData, FieldDef } from './types.ts'

const communeIds = ['xa-phuong-2025', 'xa-phuong-truoc-2025'] as const
const common = new Map(codeListData.map((data) => [data.id, data]))
const made = new Map<string, CodeList>()

/** A common code list, the same for every edition; null when there is none of that id. */
function commonList(id: string): CodeList | null {
  const known = made.get(id)
  if (known) return known
  const data = common.get(id)
  const list = data
    ? makeCodeList(data)
    : communeIds.includes(id as never)
      ? communeList(id as (typeof communeIds)[number])
      : null
  if (list) made.set(id, list)
  return list
}

/** Makes an edition from its data; nothing is registered. Cross-field rules whose fields it lacks are left out. */
export function makeEdition(data: EditionData): Edition {
  const groups = new Map(data.groups.map((g) => [g.id, g]))
  const fields: FieldDef[] = data.fields.map((f) => ({ ...f, group: groups.get(f.group)! }))
  const byId = new Map(fields.map((f) => [f.id, f]))
  const ours = rules.filter((rule) => [...rule.fields, ...(rule.needs ?? [])].every((id) => byId.has(id)))
  const own = new Map((data.codeLists ?? []).map((list) => [list.id, list]))
  const lists = new Map<string, CodeList>()

  const find = (id: string): CodeList => {
    const ownList = own.get(id)
    if (ownList) return makeCodeList(ownList)
    const united = id.includes('|') ? id.split('|') : data.unions?.[id]
    if (united) return uniteCodeLists(id, united.map(codeList))
    const list = commonList(id)
    if (list === null) throw new RangeError(`no code list ${id} in edition ${data.id}`)
    return list
  }
  const codeList = (id: string): CodeList => {
    let list = lists.get(id)
    if (list === undefined) {
      list = find(id)
      lists.set(id, list)
    }
    return list
  }

  const edition: Edition = {
    id: data.id,
    title: data.title,
    validFrom: data.validFrom,
    groups: data.groups,
    roles: data.roles,
    fields,
    byId,
    rules: [...engineRules, ...ours],
    ruleSet: `${data.id}.${ruleSetNumbers[data.id] ?? 1}`,
    codeListIds: [...common.keys(), ...communeIds, ...own.keys(), ...Object.keys(data.unions ?? {})],
    codeList,
  }
  crossRules.set(edition, ours)
  return edition
}

const editions = new Map<string, Edition>()

/** Registers an edition beside the others, so that `edition(id)` finds it. */
export function addEdition(data: EditionData): Edition {
  const edition = makeEdition(data)
  editions.set(edition.id, edition)
  return edition
}

addEdition(first as unknown as EditionData)

/**
 * Reads and registers an edition from its file. Only where there is a file system: a browser gets an edition's data from
 * the server and calls `addEdition`.
 * @throws RangeError when the file is not an edition.
 */
export function loadEdition(file: URL): Edition {
  const fs = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:fs')
  if (fs === undefined || !fs.existsSync(file)) throw new RangeError(`no edition at ${file.pathname.split('/').pop()}`)
  const data = JSON.parse(fs.readFileSync(file, 'utf8')) as EditionData
  if (!Array.isArray(data.fields) || typeof data.id !== 'string') throw new RangeError('the file is not an edition')
  return addEdition(data)
}

/**
 * An edition of the standard. A new one is a file in `data/editions`; no code knows its name.
 * @throws RangeError when there is no such edition.
 */
export function edition(id = '2023'): Edition {
  const known = editions.get(id)
  if (known) return known
  if (!/^[0-9A-Za-z-]{1,32}$/.test(id)) throw new RangeError('no such edition')
  return loadEdition(new URL(`../../data/editions/${id}.json`, import.meta.url))
}

/** Ids of the editions in use so far. */
export const editionIds = (): string[] => [...editions.keys()]
