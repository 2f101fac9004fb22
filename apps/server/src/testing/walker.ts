/** A browser without a screen: follows links, keeps the cookies of each host, and stops where a test says. */
export interface Page {
  readonly url: string
  readonly status: number
  readonly text: string
  /** Where it is sent on to, where the walker stopped before that. */
  readonly location: string | null
}

export class Walker {
  readonly #jars = new Map<string, Map<string, string>>()

  /** The cookie of this name that the host has set; undefined: none, or taken away. */
  cookie(host: string, name: string): string | undefined {
    return this.#jars.get(host)?.get(name)
  }

  /** All that the host has set, as a request brings it. */
  header(host: string): string {
    return [...(this.#jars.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Puts a cookie there, as if the host had set it. */
  keep(host: string, name: string, value: string): void {
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar.set(name, value))
  }

  /** Forgets whatever the host has set. */
  forget(host: string): void {
    this.#jars.delete(host)
  }

  /** Opens an address and follows where it leads, `until` says where to stop. */
  async open(url: string, init: RequestInit = {}, until: (url: string) => boolean = () => false): Promise<Page> {
    for (let [next, given] = [url, init]; ; given = {}) {
      const { hostname } = new URL(next)
      const headers = new Headers(given.headers)
      const jar = this.header(hostname)
      if (jar) headers.set('cookie', jar)
      headers.set('accept', 'text/html')
      const answer = await fetch(next, { ...given, headers, redirect: 'manual' })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        const over = value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)
        if (over) this.#jars.get(hostname)?.delete(name)
        else this.keep(hostname, name, value)
      }
      const to = answer.headers.get('location')
      const location = to === null ? null : new URL(to, next).href
      const text = await answer.text()
      if (location === null || until(location)) return { url: next, status: answer.status, text, location }
      next = location
    }
  }
}
