/** The routes of keys: no session opens them, and the key of one body opens nothing of another's. And the open ones. */
import { type CallOptions, RefusedError, type RouteName } from '@cbccvc/contract'
import { fieldClasses } from '@cbccvc/standard'
import { open } from './acts.ts'
import type { Probe } from './probe.ts'
import { knockOf, type Walked } from './walk.ts'
import type { World } from './world.ts'

type KeyProbe = Extract<Probe, { door: 'key' }>
const ofParcel = (more: Record<string, number> = {}): KeyProbe => ({
  door: 'key',
  call: ({ places: [home] }) => ({ params: { parcelId: home!.parcelId, ...more } }),
  strangersGet: ['parcel.unknown', 'record.unknown', 'receipt.unknown'],
})

export const keyProbes = {
  openParcel: {
    door: 'key',
    // A parcel is its sender's by the seal of its manifest, not by who brings it.
    call: (_world, of) => ({ body: of === 'own' ? '' : 'x' }),
    strangersGet: 'refusal',
  },
  putPart: {
    door: 'key',
    call: ({ places: [home] }) => ({ params: { parcelId: home!.parcelId, part: 0 }, body: new Uint8Array([1]) }),
    strangersGet: ['parcel.unknown'],
  },
  parcelStatus: ofParcel(),
  parcelWithdrawal: ofParcel(),
  parcelFindings: ofParcel(),
  parcelReceipt: ofParcel(),
  recordReceipt: ofParcel({ index: 0 }),
  feed: { door: 'key', call: () => ({ query: { limit: 1000 } }), strangersGet: 'ownOnly' },
  answer: { door: 'key', call: () => ({ body: 'x' }), strangersGet: 'refusal' },
} as const satisfies Partial<Record<RouteName, KeyProbe>>

const told = 'facts of the standard, the log and the server; evidence/src/leaves.ts holds salted digests only'
export const openProbes = {
  sessionStart: open('begins a sign-in; oidc/session.test.ts'),
  sessionCallback: open('takes a code of the provider once; oidc/session.test.ts'),
  standard: open(told),
  logCheckpoint: open(told),
  logKeys: open(told),
  logTile: open(told),
  health: open(told),
  directoryLeaders: open('the public directory: public.test.ts and records/directory.test.ts hold its ceiling'),
  searchDirectory: open('the public directory: public.test.ts and records/directory.test.ts hold its ceiling'),
} as const satisfies Partial<Record<RouteName, Probe>>

/** Every keyed route, as every account without a key, and as a body to whom the thing does not belong. */
export async function walkKeys(world: World, probes: Readonly<Partial<Record<RouteName, Probe>>>): Promise<Walked> {
  const wrong: string[] = []
  let [cases, allowed] = [0, 0]
  const values = world.places
    .filter(({ unitCode }) => unitCode.startsWith('H26'))
    .flatMap(({ marks }) => {
      return fieldClasses.flatMap((of) => marks[of])
    })
  for (const [name, probe] of Object.entries(probes) as [RouteName, Probe][]) {
    if (probe.door !== 'key') continue
    for (const visitor of world.visitors) {
      const came = await knockOf(world, name, probe.call(world, 'own').params ?? {}, visitor)
      cases++
      if (!/^caller\.(unknown|notAllowed)$/.test(came.code))
        wrong.push(`${name}, ${visitor.name}: got ${came.status} ${came.code}`)
    }
    const [own, other] = await Promise.all([as(world, 'H26', name, probe), as(world, 'H56', name, probe)])
    cases += 2
    if (own.code === '') allowed++
    if (/^caller\./.test(own.code) || own.code === 'parcel.unknown') wrong.push(`${name}, the own key: ${own.code}`)
    const { strangersGet: get } = probe
    const fits =
      get === 'ownOnly' ? other.code === '' : get === 'refusal' ? other.code !== '' : get.includes(other.code)
    if (!fits) wrong.push(`${name}, the key of another body: ${other.code || 'answered'}`)
    if (values.some((value) => other.text.includes(JSON.stringify(value).slice(1, -1))))
      wrong.push(`${name}, the key of another body: is told of somebody`)
  }
  return { cases, allowed, wrong }
}

async function as({ route, ...world }: World, sender: 'H26' | 'H56', name: RouteName, probe: KeyProbe) {
  const options: CallOptions = probe.call({ route, ...world }, sender === 'H26' ? 'own' : 'other')
  try {
    return { code: '', text: JSON.stringify((await route.client(sender).call(name, options)).answer) }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    return { code: error.refusal.code as string, text: JSON.stringify(error.refusal) }
  }
}
