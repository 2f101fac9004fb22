/**
 * The tree of units: 96 bodies, their branches, and below them the schools, communes, hospitals and offices. Made once for
 * a nation and kept as a few numbers per unit (never per person). Members of a unit are neighbours in the order of people,
 * so a person's unit is found by bisection. The sizes of all units add up to the number of people exactly.
 */
import { communesOf } from './communes.ts'
import { type Branch, centralBranches, provincialBranches } from './data/branches.ts'
import { centralBodies } from './data/central.ts'
import { districts } from './data/districts.ts'
import { type Kind, kindList, kinds } from './data/kinds.ts'
import { type Province, provinces } from './data/provinces.ts'
import { Dice, mix } from './dice.ts'

/** One of the 96 focal points. */
export interface Body {
  readonly code: string
  readonly name: string
  readonly group: 'trungUong' | 'diaPhuong'
  /** True where name and identifier of the real body were not found. */
  readonly placeholder: boolean
  readonly people: number
}

export interface Unit {
  readonly code: string
  /** Code of the unit above; null for the body itself. */
  readonly parent: string | null
  readonly name: string
  readonly body: string
  readonly size: number
}

/** Central to local people on 14/12/2023. */
const CENTRAL = 231_961
const LOCAL = 2_020_464
export const LARGEST_UNIT = 3000
export const SMALLEST_UNIT = 2

/** Splits `total` by weight with at least `least` each (largest remainders last in, so that the sum is exact). */
function apportion(total: number, weights: readonly number[], least: number): number[] {
  const spare = total - least * weights.length
  if (spare < 0) throw new RangeError(`${total} people are too few for ${weights.length} shares of at least ${least}`)
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((w) => (spare * w) / sum)
  const shares = exact.map((x) => least + Math.floor(x))
  const order = exact.map((x, k) => [x - Math.floor(x), k] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1])
  let rest = total - shares.reduce((a, b) => a + b, 0)
  for (const [, k] of order) {
    if (rest-- <= 0) break
    shares[k]! += 1
  }
  return shares
}

/** Long-tailed sizes between the smallest and the largest unit, with this sum. */
function sizes(total: number, drawn: readonly number[]): number[] {
  let low = 0
  let high = 1e6
  const at = (scale: number) => drawn.map((w) => Math.min(LARGEST_UNIT, Math.max(SMALLEST_UNIT, Math.round(w * scale))))
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2
    if (sum(at(middle)) > total) high = middle
    else low = middle
  }
  const result = at(low)
  let rest = total - sum(result)
  for (let k = 0; rest > 0; k = (k + 1) % result.length) {
    if (result[k]! < LARGEST_UNIT) {
      result[k]! += 1
      rest--
    }
  }
  return result
}

interface Node {
  parent: number
  code: string
  name: string
  kind: Kind
}

/** Builds the units of one body in order: itself, its branches, then what multiplies below them. */
function grow(body: Body, province: Province | null, count: number, districtNames: readonly string[]): Node[] {
  const place = province ? ` ${province.full}` : `, ${body.name}`
  const nodes: Node[] = [
    { parent: -1, code: body.code, name: body.name, kind: kinds.get(province ? 'ubndTinh' : 'boRoot')! },
  ]
  const all = province ? provincialBranches(districtNames.length) : centralBranches(body.code)
  const branches = all.slice(
    0,
    Math.min(count - 1, all.length, Math.max(count < 6 ? 2 : 3, Math.round(count * (province ? 0.2 : 0.35)))),
  )
  const turns = new Map<string, number>()
  const turn = (key: string): number => {
    const n = turns.get(key) ?? 0
    turns.set(key, n + 1)
    return n
  }
  const ownDistricts: (string | undefined)[] = []
  const write = (template: string, above: string | undefined): string => {
    const n = turn(template + (template.includes('{huyen}') ? '' : (above ?? '')))
    let name = template.replace('{so}', String(n + 1))
    if (template.includes('{tinh}')) {
      name =
        name.replace('{tinh}', provinces[n % provinces.length]!.full) +
        (n >= provinces.length ? ` số ${Math.floor(n / provinces.length) + 1}` : '')
    }
    if (template.includes('{huyen}')) {
      const names = province ? districtNames : centralDistricts
      name =
        name.replace('{huyen}', names[n % names.length]!) +
        (n >= names.length ? ` số ${Math.floor(n / names.length) + 1}` : '')
    }
    if (template.includes('{xa}') && province) {
      const communes = communesOf(province.code)
      const m = turn(template)
      const commune = communes[m % communes.length]!
      const isCommune = template.startsWith('UBND')
      name = name.replace(
        '{xa}',
        isCommune ? commune.name.charAt(0).toLowerCase() + commune.name.slice(1) : commune.bare,
      )
      if (m >= communes.length) name += ` số ${Math.floor(m / communes.length) + 1}`
    }
    return name
  }
  const counters: number[] = []
  for (const branch of branches) {
    const name = write(branch.name, undefined)
    const k = nodes.length
    ownDistricts[k] = branch.kind === 'huyen' ? name.slice(5) : undefined
    nodes.push({
      parent: 0,
      code: `${body.code}.${k}`,
      name: branch.kind === 'huyen' ? `${name},${place}` : name + place,
      kind: kinds.get(branch.kind)!,
    })
    counters[k] = 0
  }
  // Whoever can have children gets them in turn, the districts most of them.
  const slots: { node: number; branch: Branch }[] = []
  branches.forEach((branch, k) => {
    if (!branch.children.length) return
    const times =
      branch.kind === 'huyen'
        ? 12
        : branch.name.startsWith('Sở Giáo dục')
          ? 6 * Math.max(1, districtNames.length) * 0.25
          : branch.name.startsWith('Sở Y tế')
            ? 5
            : province
              ? 2
              : Math.round(branch.children.reduce((a, c) => a + c.share, 0))
    for (let t = 0; t < times; t++) slots.push({ node: k + 1, branch })
  })
  const order = slots
    .map((slot, k) => [mix(k, 7, slots.length), slot] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, slot]) => slot)
  const dice = new Dice(mix(count, 11, body.people))
  for (let n = 0; nodes.length < count; n++) {
    const slot = order.length ? order[n % order.length]! : null
    const parent = slot ? slot.node : 0
    const share = slot ? dice.next() * slot.branch.children.reduce((a, c) => a + c.share, 0) : 0
    let sum = 0
    const child = slot?.branch.children.find((c) => {
      sum += c.share
      return sum > share
    }) ?? { kind: 'trungTam', name: 'Trung tâm Hỗ trợ số {so}' }
    counters[parent] = (counters[parent] ?? branches.length) + 1
    const above = ownDistricts[parent]
    const name = write(child.name, above)
    nodes.push({
      parent,
      code: `${nodes[parent]!.code}.${counters[parent]}`,
      name: above
        ? `${name}, ${above},${place}`
        : name + (child.name.includes('{tinh}') || (!province && child.name.includes('{huyen}')) ? '' : place),
      kind: kinds.get(child.kind)!,
    })
  }
  return nodes
}

const centralDistricts: readonly string[] = [...districts].flatMap(([code, names]) =>
  names.map((name) => `${name}, ${provinces.find((p) => p.code === code)!.full}`),
)

/** Where a person works. */
export interface Place {
  readonly unit: number
  /** 0-based position among the unit's members; the first ones lead it. */
  readonly rank: number
  readonly size: number
}

export class Units {
  readonly bodies: readonly Body[]
  readonly count: number
  readonly #nodes: readonly Node[]
  readonly #starts: Int32Array
  readonly #bodyOf: Int16Array
  readonly #provinces: readonly (Province | null)[]
  readonly #offsets: readonly number[]
  #byCode: Map<string, number> | null = null

  constructor(people: number, seed: number) {
    const bodyCount = centralBodies.length + provinces.length
    if (!Number.isInteger(people) || people < bodyCount * SMALLEST_UNIT) {
      throw new RangeError(`people must be a whole number of at least ${bodyCount * SMALLEST_UNIT}`)
    }
    const central = Math.max(centralBodies.length * SMALLEST_UNIT, Math.round((people * CENTRAL) / (CENTRAL + LOCAL)))
    const shares = [
      ...apportion(
        central,
        centralBodies.map((b) => b.weight),
        SMALLEST_UNIT,
      ),
      ...apportion(
        people - central,
        provinces.map((p) => p.people ** 0.8),
        SMALLEST_UNIT,
      ),
    ]
    this.bodies = [
      ...centralBodies.map(
        (b, k): Body => ({
          code: b.code,
          name: b.name,
          group: 'trungUong',
          placeholder: b.placeholder,
          people: shares[k]!,
        }),
      ),
      ...provinces.map(
        (p, k): Body => ({
          code: p.org,
          name: `Ủy ban nhân dân ${p.full}`,
          group: 'diaPhuong',
          placeholder: false,
          people: shares[centralBodies.length + k]!,
        }),
      ),
    ]
    this.#provinces = [...centralBodies.map(() => null), ...provinces]
    const wanted = Math.max(bodyCount, Math.min(Math.max(200, Math.round(people / 60)), Math.floor(people / 4)))
    const unitCounts = apportion(wanted, shares, 1)
    unitCounts.forEach((units, k) => {
      unitCounts[k] = Math.min(
        Math.max(units, Math.ceil(shares[k]! / LARGEST_UNIT)),
        Math.floor(shares[k]! / SMALLEST_UNIT),
      )
    })

    const nodes: Node[] = []
    const sizeList: number[] = []
    const bodyOf: number[] = []
    const offsets: number[] = []
    this.bodies.forEach((body, b) => {
      offsets.push(nodes.length)
      const province = this.#provinces[b] ?? null
      const own = grow(body, province, unitCounts[b]!, province ? (districts.get(province.code) ?? []) : [])
      const drawn = own.map((node, k) => {
        const dice = new Dice(mix(seed, 21, offsets[b]! + k))
        // Where a body has few units, those that teach and heal stand for the many that are missing.
        const stands = node.parent > 0 ? 1 + 9 / own.length : 1
        // A few units are far larger than their kind, some are far smaller: the tail of 2 to 3,000 people.
        const odd = dice.next()
        return (
          node.kind.median *
          Math.exp(node.kind.sigma * dice.normal()) *
          stands *
          (odd < 0.02 ? 9 : odd < 0.07 ? 0.12 : 1)
        )
      })
      sizeList.push(...sizes(body.people, drawn))
      for (const node of own) {
        nodes.push(node)
        bodyOf.push(b)
      }
    })
    this.#nodes = nodes
    this.#offsets = offsets
    this.count = nodes.length
    this.#starts = new Int32Array(nodes.length + 1)
    sizeList.forEach((size, k) => {
      this.#starts[k + 1] = this.#starts[k]! + size
    })
    this.#bodyOf = Int16Array.from(bodyOf)
  }

  /** Every unit, a body before its branches. */
  list(): Unit[] {
    return this.#nodes.map((_, k) => this.unit(k))
  }

  unit(k: number): Unit {
    const node = this.#nodes[k]!
    const b = this.#bodyOf[k]!
    return {
      code: node.code,
      parent: node.parent < 0 ? null : this.#nodes[this.#offsets[b]! + node.parent]!.code,
      name: node.name,
      body: this.bodies[b]!.code,
      size: this.#starts[k + 1]! - this.#starts[k]!,
    }
  }

  kind(k: number): Kind {
    return this.#nodes[k]!.kind
  }

  name(k: number): string {
    return this.#nodes[k]!.name
  }

  /** The index of the unit above, or of the unit itself where it is the body. */
  above(k: number): number {
    const node = this.#nodes[k]!
    return node.parent < 0 ? k : this.#offsets[this.#bodyOf[k]!]! + node.parent
  }

  bodyOf(k: number): Body {
    return this.bodies[this.#bodyOf[k]!]!
  }

  /** The province whose committee this body is, or null for a central body. */
  province(k: number): Province | null {
    return this.#provinces[this.#bodyOf[k]!] ?? null
  }

  place(index: number): Place {
    const starts = this.#starts
    let low = 0
    let high = this.count - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= index) low = middle
      else high = middle - 1
    }
    return { unit: low, rank: index - starts[low]!, size: starts[low + 1]! - starts[low]! }
  }

  /** First index and number of people of a unit; throws RangeError for an unknown code. */
  members(code: string): { first: number; size: number } {
    this.#byCode ??= new Map(this.#nodes.map((node, k) => [node.code, k]))
    const k = this.#byCode.get(code)
    if (k === undefined) throw new RangeError(`no unit ${code}`)
    return { first: this.#starts[k]!, size: this.#starts[k + 1]! - this.#starts[k]! }
  }
}

/** How many kinds of units there are; for tests. */
export const kindCount = kindList.length
