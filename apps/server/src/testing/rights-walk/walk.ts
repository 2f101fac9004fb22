/** Walks the questions of all probes through real HTTP and compares each answer with the plain re-statement. */
import type { Route as ContractRoute, RouteName } from '@cbccvc/contract'
import { routes } from '@cbccvc/contract'
import { fieldClasses } from '@cbccvc/standard'
import type { Intention } from '../../../../../packages/registry/src/access/policy/intention.ts'
import { plainly } from '../../../../../packages/registry/src/access/policy/testing/restatement.ts'
import type { Knock, Probe, Question } from './probe.ts'
import { restricting, type Visitor, type World } from './world.ts'

export interface Walked {
  readonly cases: number
  readonly allowed: number
  /** What came otherwise than the policy says; the first few hundred. */
  readonly wrong: readonly string[]
}

export interface Came {
  readonly status: number
  readonly text: string
  /** The refusal's code; empty where it is none. */
  readonly code: string
}

/** By what a visitor is known: a session, or a token bound to a key. Neither: the public. */
export type Shows = Pick<Visitor, 'token' | 'key'>

export async function knockAt(
  { route: { url } }: World,
  { method, path, takes }: ContractRoute,
  { params = {}, query = {}, body }: Knock,
  { token, key }: Shows,
): Promise<Came> {
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key] ?? '-')))
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString()
  const response = await fetch(`${url}${filled}${search && `?${search}`}`, {
    method,
    // A system sends what the protocol says and nothing that a browser adds.
    headers: key
      ? { ...(await key.headers(method, filled)), ...(takes && { 'content-type': takes }) }
      : {
          'sec-fetch-site': 'same-origin',
          ...(token !== null && { cookie: `session=${token}` }),
          ...(takes && { 'content-type': takes, 'x-cbccvc': '1' }),
        },
    ...(takes && { body: takes === 'application/json' ? JSON.stringify(body ?? {}) : 'x' }),
  })
  const text = await response.text()
  return { status: response.status, text, code: response.ok ? '' : codeOf(text) }
}

/** The same by a route's name, with something that is no body. */
export const knockOf = (world: World, name: RouteName, params: Knock['params'], shows: Shows) =>
  knockAt(world, routes[name], { ...(params && { params }) }, shows)

function codeOf(text: string): string {
  try {
    return String(JSON.parse(text).code ?? '?')
  } catch {
    return '?'
  }
}

/** The policy's word on all that a question asks: the first refusal, or null. */
function refusalOf(world: World, { subject }: Visitor, { asks, never, seenWithoutStepUp }: Question): string | null {
  if (never) return 'never'
  for (const ask of asks) {
    const word = say(world, subject, ask, seenWithoutStepUp)
    if (typeof word === 'string') return word
  }
  return null
}

function say(world: World, subject: Visitor['subject'], ask: Intention, fresh: true | undefined) {
  const now = new Date()
  const at = { now, today: world.route.house.today() }
  return plainly(fresh && subject.kind === 'account' ? { ...subject, steppedUpAt: now } : subject, ask, world.tree, at)
}

export async function walkAccounts(world: World, probes: Readonly<Partial<Record<RouteName, Probe>>>): Promise<Walked> {
  const wrong: string[] = []
  let cases = 0
  let allowed = 0
  const complain = (text: string) => wrong.length < 300 && wrong.push(text)
  for (const [name, probe] of Object.entries(probes) as [RouteName, Probe][]) {
    if (probe.door !== 'account') continue
    const places = probe.about === 'places' ? world.places : world.places.slice(0, 1)
    for (const visitor of world.visitors)
      for (const place of places)
        for (const question of await probe.questions(world, visitor, place)) {
          const { token } = question
          const came = await knockAt(world, routes[name], question.knock, token === undefined ? visitor : { token })
          cases++
          const faults = judge(world, visitor, question, came)
          if (came.status < 300) allowed++
          for (const fault of faults) complain(`${name}, ${visitor.name}, ${question.says}: ${fault}`)
          for (const fault of tells(world, visitor, question, came))
            complain(`${name}, ${visitor.name}, ${question.says}: ${fault}`)
        }
  }
  return { cases, allowed, wrong }
}

function judge(world: World, visitor: Visitor, question: Question, came: Came): string[] {
  const got = came.code === '' ? String(came.status) : came.code
  if (visitor.token === null && !visitor.key && question.token === undefined)
    return got === 'caller.session' ? [] : [`the public got ${got}`]
  if (question.lists) {
    const may = question.lists.filter(
      ({ asks }) => typeof say(world, visitor.subject, asks, question.seenWithoutStepUp) !== 'string',
    )
    const refused = came.code.startsWith('access.') || isNotForSystems(visitor, came)
    if (came.status >= 300) return may.length === 0 && refused ? [] : [`got ${got}`]
    return question.lists.flatMap((one) => {
      const shown = came.text.includes(one.sign)
      return shown === may.includes(one) ? [] : [`${shown ? 'shows' : 'lacks'} ${one.sign}`]
    })
  }
  const refusal = refusalOf(world, visitor, question)
  if (refusal === null) {
    const passed = came.status < 300 || isThrough(question, came.code)
    if (came.status < 300 && question.check) question.check(JSON.parse(came.text))
    return passed ? [] : [`must be allowed, got ${got}`]
  }
  const said = [refusal, ...(question.hides ?? [])].includes(came.code) || isNotForSystems(visitor, came)
  const fits = came.status >= 400 && (said || refusal === 'never')
  return fits ? [] : [`must be refused with ${refusal}, got ${got}`]
}

/** Where a session is needed, or the centre's own key, a system is told that first: it has neither. */
const isNotForSystems = ({ key }: Visitor, { code }: Came) =>
  key !== undefined && (code === 'caller.session' || code === 'caller.unknown')

function isThrough({ through = [], stricter }: Question, code: string): boolean {
  if (stricter && code === 'caller.stepUp') return true
  return through === 'other' ? !/^(access|caller|server)\./.test(code) : through.includes(code)
}

/**
 * Whose values stand in what came: in a refusal nobody's; in an answer those of the people who are shown, of the classes
 * that are given in the clear and of no other.
 */
function tells(world: World, { subject }: Visitor, question: Question, came: Came): string[] {
  const { shows = [], asks } = question
  const word = asks[0] && shows.length > 0 ? say(world, subject, asks[0], undefined) : 'nothing'
  const forms = typeof word === 'string' || came.status >= 400 ? {} : word.forms
  return world.places.flatMap((place) => {
    const leftOut = typeof word === 'object' && word.leavesOut && place.relation === restricting
    const seen = shows.includes(place) && !leftOut
    return fieldClasses.flatMap((of) => {
      const found = place.marks[of].filter((text) => came.text.includes(JSON.stringify(text).slice(1, -1)))
      const wanted = seen && forms[of] === 'clear'
      if (wanted && found.length < place.marks[of].length) return [`lacks ${of} of ${place.relation}`]
      return !wanted && found.length > 0 ? [`tells ${of} of ${place.relation}`] : []
    })
  })
}
