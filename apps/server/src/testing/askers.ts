/** Accounts over a book that holds people, and what they ask for as bytes: a refusal is compared as it is on the wire. */
import type { Role } from '@cbccvc/registry'
import type { Holder, Office } from './accounts.ts'
import { personOf } from './book.ts'

export interface Answered {
  readonly status: number
  /** The body as it came. */
  readonly text: string
  readonly json: Record<string, unknown>
  /** Milliseconds from asking to the last byte. */
  readonly ms: number
}

export interface Asker {
  readonly holder: Holder
  post(path: string, body?: unknown): Promise<Answered>
}

/** Somebody with this session. */
export async function askerOf(office: Office, holder: Holder): Promise<Asker> {
  const token = await office.signIn(holder)
  return {
    holder,
    async post(path, body = {}) {
      const start = performance.now()
      const response = await fetch(`${office.url}${path}`, {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'x-cbccvc': '1', 'sec-fetch-site': 'same-origin' },
          cookie: `session=${token}`,
        },
        body: JSON.stringify(body),
      })
      const text = await response.text()
      return { status: response.status, text, json: JSON.parse(text), ms: performance.now() - start }
    },
  }
}

/** An account with this role over this unit, signed in; `by` issues it. */
export async function asker(
  office: Office,
  by: Holder,
  role: Role,
  unit: string | null,
  login: string,
  personId: number | null = null,
): Promise<Asker> {
  return askerOf(office, await office.join(await office.invite(by, role, unit, login, personId)))
}

/** The ref of the person of this number. */
export async function refOf(office: Office, soDinhDanh: string): Promise<string> {
  return office.house.keys.refOf((await personOf(office.route, soDinhDanh)).id)
}
