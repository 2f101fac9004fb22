/** The sandbox's accounts in a test: signed in without a page, or with codes to type. Each code of the app serves once. */
import { setTimeout as pause } from 'node:timers/promises'
import { generateSync } from 'otplib'
import type { BrowserContext } from 'playwright-core'
import type { SandboxAccounts } from '../../../outside/src/sandbox/accounts.ts'

export interface TestAccounts {
  readonly password: string
  /** A code that the centre has not seen yet; waits for one where three were used within half a minute. */
  code(login: string): Promise<string>
  /** Gives the context the session of this account; signs in on the first call only. */
  signIn(context: BrowserContext, login: string): Promise<void>
  /** A session of its own for the context, whatever sessions there are. */
  signInAnew(context: BrowserContext, login: string): Promise<void>
}

const half = 30

export function testAccounts(url: () => string, { password, seed }: SandboxAccounts): TestAccounts {
  const used = new Map<string, number>()
  const sessions = new Map<string, { name: string; value: string }>()
  const accounts: TestAccounts = {
    password,
    async code(login) {
      for (;;) {
        const now = Math.floor(Date.now() / 1000 / half)
        const step = Math.max((used.get(login) ?? 0) + 1, now)
        if (step <= now + 1) {
          used.set(login, step)
          return generateSync({ secret: seed, epoch: step * half })
        }
        await pause(500)
      }
    },
    async signIn(context, login) {
      const known = sessions.get(login)
      if (!known) return accounts.signInAnew(context, login)
      await context.addCookies([{ ...known, url: url() }])
    },
    async signInAnew(context, login) {
      const post = async (path: string, data: object) => {
        const headers = { 'x-cbccvc': '1', origin: url() }
        const answer = await context.request.post(url() + path, { data, headers })
        if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
        return (await answer.json()) as { step: string; next: string }
      }
      const page = await context.request.get(`${url()}/session/start`)
      const interaction = new URL(page.url()).searchParams.get('uid')
      const { step } = await post('/v1/signin', { login, password, interaction })
      const { next } = await post('/v1/signin/code', { step, code: await accounts.code(login), interaction })
      await context.request.get(url() + next)
      const cookie = (await context.cookies()).find(({ name }) => name === 'session')
      if (!cookie) throw new Error(`no session for ${login}`)
      sessions.set(login, { name: cookie.name, value: cookie.value })
    },
  }
  return accounts
}
