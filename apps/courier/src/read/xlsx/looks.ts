import type { NumberLook } from '../cell.ts'
import { readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** Built-in number formats that show dates (ECMA-376 part 1, §18.8.30; 27–36 and 50–58 are the East Asian ones). */
const builtIn = new Map<number, NumberLook>([
  [14, { date: 'day' }],
  [15, { date: 'day' }],
  [16, { date: 'day' }],
  [17, { date: 'month' }],
  [18, { date: 'time' }],
  [19, { date: 'time' }],
  [20, { date: 'time' }],
  [21, { date: 'time' }],
  [22, { date: 'day' }],
  [45, { date: 'time' }],
  [46, { date: 'time' }],
  [47, { date: 'time' }],
])
for (let id = 27; id <= 36; id++) builtIn.set(id, { date: 'day' })
for (let id = 50; id <= 58; id++) builtIn.set(id, { date: 'day' })

/** What a custom format code shows; `undefined` for a plain number. */
export function lookOf(code: string): NumberLook | undefined {
  const first = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/[_*]./g, '')
  if (/^0{2,}$/.test(first.trim())) return { digits: first.trim().length }
  if (/general/i.test(first)) return undefined
  if (/[#0?]/.test(first)) return undefined
  const year = /y/i.test(first)
  const day = /d/i.test(first)
  const month = /m/i.test(first)
  if (year && day) return { date: 'day' }
  if (year && month) return { date: 'month' }
  if (year) return { date: 'year' }
  if (day) return { date: 'day' }
  if (/[hs]/i.test(first)) return { date: 'time' }
  return month ? { date: 'month' } : undefined
}

/** Reads `xl/styles.xml`: for each cell style (`s` of a cell) how its numbers look. */
export async function readLooks(zip: Zip, part: string): Promise<(NumberLook | undefined)[]> {
  const looks: (NumberLook | undefined)[] = []
  if (!zip.has(part)) return looks
  const custom = new Map<number, NumberLook | undefined>()
  let inCellXfs = false
  await readXml(await zip.stream(part), part, {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), lookOf(attributes.formatCode ?? ''))
      else if (name === 'cellXfs') inCellXfs = true
      else if (name === 'xf' && inCellXfs) {
        const id = Number(attributes.numFmtId ?? 0)
        looks.push(custom.has(id) ? custom.get(id) : builtIn.get(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellXfs = false
    },
  })
  return looks
}
