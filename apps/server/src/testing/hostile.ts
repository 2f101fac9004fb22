/** Requests to any route of the table: bodies that fit its schema, the same with hostile texts in the places for text, and asking as somebody. */
import { type Route as ContractRoute, type KeyHolder, routes } from '@cbccvc/contract'

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly minItems?: number
  readonly minimum?: number
}

export const nobody = '00000000-0000-4000-8000-000000000000'

/** Values by the name of the property, where any text would be refused before anything is tried. */
const known: Readonly<Record<string, unknown>> = {
  purpose: { code: 'personnel' },
  role: 'viewer',
  unit: 'H26.1',
  fields: ['hoTenKhaiSinh'],
  validTo: '2023-06-30',
  login: 'ai.do.moi',
}

/** What stands for text in a body: `[path, hostile]` puts a text there, everything else is as it should be. */
export function sample(schema: Schema, name = '', put?: (path: string) => string | undefined, path = ''): unknown {
  const hostile = put?.(path)
  if (schema.type === 'object' || schema.properties) {
    if (name in known && !put) return known[name]
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, one]) => [key, sample(one, key, put, `${path}/${key}`)]),
    )
  }
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf.find(({ type }) => type !== 'null') ?? {}, name, put, path)
  if (schema.type === 'array')
    return name in known && !put ? known[name] : [sample(schema.items ?? {}, '', put, `${path}/0`)]
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'boolean') return true
  if (schema.type === 'null') return null
  if (hostile !== undefined) return hostile
  if (name in known) return known[name]
  if (schema.format === 'uuid') return nobody
  if (schema.format === 'date') return '2023-06-20'
  if (schema.format === 'date-time') return '2023-06-20T00:00:00.000Z'
  return 'a'.repeat(8)
}

/** The places for text in a body of this schema. */
export function textPlaces(schema: Schema): string[] {
  const places: string[] = []
  sample(schema, '', (path) => {
    places.push(path)
    return undefined
  })
  return places
}

export interface Named extends ContractRoute {
  readonly name: string
}
export const allRoutes: readonly Named[] = Object.entries(routes as Record<string, ContractRoute>).map(
  ([name, route]) => ({ name, ...route }),
)

/** The path with these ids; what is not given is nobody's. */
export const pathWith = ({ path }: ContractRoute, ids: Readonly<Record<string, string>> = {}): string =>
  path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(ids[key] ?? nobody)).replace('*', ids['*'] ?? '0/000')

export const bodyOf = (route: ContractRoute, put?: (path: string) => string | undefined): string | undefined =>
  route.takes === 'application/json'
    ? JSON.stringify(route.body ? sample(route.body as Schema, '', put) : {})
    : undefined

export const placesOf = ({ body }: ContractRoute): string[] => (body ? textPlaces(body as Schema) : [])

export interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Headers
  readonly ms: number
}

/** One request as somebody: a session, or a body's key. */
export async function ask(
  url: string,
  route: Named,
  { token, key }: { token?: string; key?: KeyHolder },
  ids: Readonly<Record<string, string>> = {},
  body = bodyOf(route),
  query = '',
): Promise<Answer> {
  const address = `${url}${pathWith(route, ids)}`
  const shown = await key?.headers(route.method, new URL(address).pathname)
  const started = performance.now()
  const answer = await fetch(`${address}${query}`, {
    method: route.method,
    redirect: 'manual',
    headers: {
      ...(route.takes && { 'content-type': route.takes }),
      ...{ 'x-cbccvc': '1', 'sec-fetch-site': 'same-origin' },
      ...(token && { cookie: `session=${token}` }),
      ...shown,
    },
    ...(route.method !== 'GET' && { body: body ?? '' }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text, headers: answer.headers, ms: performance.now() - started }
}
