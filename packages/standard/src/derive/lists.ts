import { type Derived, filesBelow, home } from './derived.ts'

const name = (id: string) => id.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())

/** `src/lists/data.ts`: one import per file of `data/codes`, so that bundlers see them all. */
export function deriveLists(): Derived[] {
  const ids = filesBelow('data/codes').map((file) => file.slice('data/codes/'.length, -'.json'.length))
  const imports = ids.map((id) => `import ${name(id)} from '../../data/codes/${id}.json' with { type: 'json' }`)
  const content = [
    '// biome-ignore-all assist/source/organizeImports: in the order of the folder',
    ...imports,
    "import type { CodeListData } from './codelist.ts'",
    '',
    '/** Every code list of `data/codes`, by id. This file is derived from the folder (`npm run derive`). */',
    'export const codeListData: readonly CodeListData[] = [',
    ...ids.map((id) => `  ${name(id)},`),
    '] as unknown as readonly CodeListData[]',
    '',
  ]
  return [{ path: `${home}/src/lists/data.ts`, content: content.join('\n') }]
}
