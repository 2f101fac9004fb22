/** A browser in small: keeps cookies by host and path, follows redirects one by one, and signs in as the page does. */
import { type Client, createClient } from '@cbccvc/contract'

export interface Browser {
  /** One request, no redirect followed. Cookies go with it and are kept. */
  visit(address: string, init?: RequestInit): Promise<Response>
  /** A GET and its redirects, until one leads to this path (or away from `stopAt`); gives where it ended and the last answer. */
  follow(address: string): Promise<{ readonly at: URL; readonly answer: Response }>
  /** Our own page's calls, with the cookies. */
  readonly client: Client
  cookie(name: string): string | undefined
  /** Every line that set a cookie, as it came. */
  readonly lines: readonly string[]
  /** Plants a cookie, as an attacker on the same host might. */
  plant(name: string, value: string, path?: string): void
}

interface Cookie {
  readonly host: string
  readonly path: string
  readonly name: string
  readonly value: string
}

export function openBrowser(server: string): Browser {
  const jar = new Map<string, Cookie>()
  const lines: string[] = []
  const keep = (cookie: Cookie, gone: boolean) => {
    const key = `${cookie.host} ${cookie.path} ${cookie.name}`
    if (gone) jar.delete(key)
    else jar.set(key, cookie)
  }
  const visit = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address, server)
    const headers = new Headers(init.headers)
    const sent = [...jar.values()].filter(({ host, path }) => host === url.host && url.pathname.startsWith(path))
    if (sent.length > 0) headers.set('cookie', sent.map(({ name, value }) => `${name}=${value}`).join('; '))
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      lines.push(line)
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      const of = (attribute: string) =>
        attributes.find((one) => one.toLowerCase().startsWith(`${attribute}=`))?.slice(attribute.length + 1)
      const gone = of('max-age') === '0' || /1970/.test(of('expires') ?? '')
      keep({ host: url.host, path: of('path') ?? '/', name, value }, gone)
    }
    return answer
  }
  const page: typeof fetch = (address, init) => {
    const headers = new Headers(init?.headers)
    headers.set('sec-fetch-site', 'same-origin')
    return visit(String(address), { ...init, headers })
  }
  return {
    ...{ visit, lines },
    async follow(address) {
      let at = new URL(address, server)
      for (let hop = 0; hop < 12; hop++) {
        const answer = await visit(at.href, { headers: { accept: 'text/html' } })
        const to = answer.headers.get('location')
        if (answer.status < 300 || answer.status > 399 || to === null) return { at, answer }
        at = new URL(to, at)
        // Pages of ours, and whatever is not ours, are not fetched.
        if (at.pathname === '/sign-in' || at.origin !== new URL(server).origin) return { at, answer }
      }
      throw new Error('redirects without an end')
    },
    client: createClient({ server, fetch: page, timeoutMs: 30_000 }),
    cookie: (name) => [...jar.values()].find((one) => one.name === name)?.value,
    plant: (name, value, path = '/') => keep({ host: new URL(server).host, path, name, value }, false),
  }
}

/** A browser at the page of the sign-in: what it calls names the sign-in that was begun in it. */
export interface SignInPage {
  readonly browser: Browser
  call(
    name: 'signIn' | 'signInCode' | 'signInPasskey',
    body: object,
  ): Promise<{ readonly status: number; readonly answer: unknown }>
}

export async function openPage(server: string): Promise<SignInPage> {
  const browser = openBrowser(server)
  const interaction = (await browser.follow('/session/start')).at.searchParams.get('uid') ?? ''
  return {
    browser,
    call: (name, body) => browser.client.call(name, { body: JSON.stringify({ ...body, interaction }) }),
  }
}

export interface Credentials {
  readonly login: string
  readonly password: string
  code(): string
}

/**
 * Signs in as the page does: away to the provider, login and password, the code, back with the session cookie. Gives the
 * cookie's token and where the browser stands in the end.
 */
export async function signInOverHttp(
  browser: Browser,
  holder: Credentials,
  start = '/session/start',
): Promise<{ readonly token: string; readonly sessionId: string; readonly at: URL }> {
  const { at: page } = await browser.follow(start)
  const interaction = page.searchParams.get('uid')
  if (page.pathname !== '/sign-in' || interaction === null) throw new Error(`not asked to sign in, but at ${page}`)
  const { sessionId, next } = await passFactors(browser, holder, interaction)
  const { at } = await browser.follow(next)
  return { token: browser.cookie('session') ?? browser.cookie('__Host-session') ?? '', sessionId, at }
}

/** Login, password and code for this interaction; gives where the page goes on. */
export async function passFactors(
  { client }: Browser,
  { login, password, code }: Credentials,
  interaction: string,
): Promise<{ readonly sessionId: string; readonly next: string }> {
  const { step } = (await client.call('signIn', { body: JSON.stringify({ login, password, interaction }) })).answer
  const given = { step, code: code(), interaction }
  const { sessionId, next } = (await client.call('signInCode', { body: JSON.stringify(given) })).answer
  return { sessionId, next }
}
