/** The fields of the standard as pages need them: in their order, by id, by name. */
import type { FieldDef, Text } from '@cbccvc/standard'
import { useMemo } from 'react'
import { standardAt } from '../api.ts'
import { useOnce } from '../once.ts'

export interface Fields {
  /** Empty until the standard is there. */
  readonly all: readonly FieldDef[]
  readonly byId: ReadonlyMap<string, FieldDef>
  /** What the standard does not know is called by its id: better a strange word than none. */
  nameOf(id: string): Text
}

export function useFields(): Fields {
  const standard = useOnce(standardAt('2023'))
  return useMemo(() => {
    const all = (standard?.fields ?? []) as readonly FieldDef[]
    const byId = new Map(all.map((field) => [field.id, field]))
    return { all, byId, nameOf: (id) => byId.get(id)?.label ?? { vi: id, en: id } }
  }, [standard])
}
