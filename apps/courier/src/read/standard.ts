import type { Edition } from '@cbccvc/standard'
import { type Mapping, noMapping } from './mapping.ts'
import type { ReadOptions } from './people.ts'

/** What reading needs of an edition of the standard. */
export function readOptions(edition: Edition, mapping: Mapping = noMapping): ReadOptions {
  const names = new Map<string, ReadonlyMap<string, string> | undefined>()
  return {
    fields: edition.fields,
    mapping,
    codeNames(list) {
      if (!names.has(list)) names.set(list, namesOf(edition, list))
      return names.get(list)
    },
  }
}

function namesOf(edition: Edition, list: string): ReadonlyMap<string, string> | undefined {
  try {
    return new Map(edition.codeList(list).items.map(({ code, name }) => [code, name]))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
