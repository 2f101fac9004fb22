/**
 * `account VERB`: accounts from the command line of the centre. What goes in is one JSON object on standard input (so that
 * no secret stands in a list of processes or a shell's history), what comes out one JSON line. Who acts is the session in
 * the environment variable CBCCVC_SESSION, which `account sign-in` gives.
 */
import {
  type AccountsFrame,
  accept,
  accountsUnder,
  askPartyChange,
  beginSignIn,
  changePassword,
  closeAccount,
  decideFourEyes,
  delegate,
  endGrant,
  endParty,
  endSessionAs,
  finishSignIn,
  found,
  type GrantWish,
  type House,
  type InvitationWish,
  issue,
  makeSandboxAccounts,
  openAccounts,
  openInvitation,
  openPool,
  partiesSeenBy,
  personForAccount,
  ROLES,
  type Role,
  readSystemKey,
  registerParty,
  requestsFor,
  resetFactors,
  resumeAccount,
  type Subject,
  sessionsSeenBy,
  stepUp,
  subjects,
  suspendAccount,
  suspendParty,
  withdrawInvitation,
} from '@cbccvc/registry'
import { type Config, ConfigError, openHouse } from './config.ts'

/** What a verb works with. */
interface Desk {
  readonly house: House
  readonly accounts: AccountsFrame
  readonly given: Given
  readonly sandbox: boolean
  /** Who acts. Throws when nobody is signed in. */
  readonly by: () => Promise<Subject>
}

/** The fields of the object on standard input; each is asked for by name and shape. */
interface Given {
  text(name: string): string
  optional(name: string): string | null
  flag(name: string): boolean
  list(name: string): readonly unknown[]
  /** A list of texts; left out, an empty one. */
  texts(name: string): readonly string[]
  object(name: string): Given
}

/** Where a person at the centre's own machine comes from, in sessions and brakes. */
const address = 'command'

const verbs = {
  found: async ({ accounts, given }) => {
    const founder = (name: string) => {
      const one = given.object(name)
      return { login: one.text('login'), name: one.text('name') }
    }
    return found(accounts, { operator: founder('operator'), approver: founder('approver') })
  },
  open: ({ accounts, given }) => openInvitation(accounts, given.text('code')),
  accept: ({ accounts, given }) =>
    accept(accounts, {
      ...{ code: given.text('code'), password: given.text('password') },
      ...{ seed: given.text('seed'), totp: given.text('totp') },
    }),
  // In process and without the provider: who stands at the centre's own machine has no browser that could be led astray.
  'sign-in': async ({ accounts, given }) => {
    const [login, password] = [given.text('login'), given.text('password')]
    const step = await beginSignIn(accounts, { login, password, address })
    const { token } = await finishSignIn(accounts, { step, code: given.text('code'), address })
    return { session: token }
  },
  me: ({ by }) => by(),
  invite: async (desk) => {
    const { house, accounts, given } = desk
    const [by, role] = [await desk.by(), await readRole(desk)]
    const soDinhDanh = given.optional('soDinhDanh')
    const personId = soDinhDanh === null ? null : await personForAccount(house, accounts, by, { ...role, soDinhDanh })
    const wish: InvitationWish = {
      kind: 'invitation',
      login: given.text('login'),
      name: given.text('name'),
      personId,
      ...role,
    }
    return issue(accounts, by, wish)
  },
  grant: async (desk) => {
    const wish: GrantWish = {
      kind: 'grant',
      accountId: uuid(desk.given, 'accountId'),
      parentId: null,
      ...(await readRole(desk)),
    }
    return issue(desk.accounts, await desk.by(), wish)
  },
  'withdraw-invitation': async ({ accounts, by, given }) =>
    withdrawInvitation(accounts, await by(), uuid(given, 'invitationId')),
  requests: async ({ accounts, by }) => requestsFor(accounts, await by()),
  decide: async ({ accounts, by, given }) =>
    decideFourEyes(accounts, await by(), uuid(given, 'requestId'), given.flag('approve')),
  delegate: async (desk) => {
    const { accounts, given } = desk
    const unitId = await readUnit(desk)
    if (unitId === null) throw shape('unit')
    const dates = { validFrom: given.text('validFrom'), validTo: given.text('validTo') }
    const [grantId, accountId] = [uuid(given, 'grantId'), uuid(given, 'accountId')]
    return delegate(accounts, await desk.by(), { grantId, accountId, unitId, ...dates })
  },
  'end-grant': async ({ accounts, by, given }) => endGrant(accounts, await by(), uuid(given, 'grantId')),
  list: async ({ accounts, by }) => accountsUnder(accounts, await by()),
  sessions: async ({ accounts, by, given }) => {
    const me = await by()
    return sessionsSeenBy(accounts, me, given.optional('accountId') ?? me.accountId!)
  },
  'end-session': async ({ accounts, by, given }) => {
    const me = await by()
    const accountId = given.optional('accountId') ?? me.accountId!
    return endSessionAs(accounts, me, { accountId, sessionId: uuid(given, 'sessionId') })
  },
  suspend: async ({ accounts, by, given }) => suspendAccount(accounts, await by(), uuid(given, 'accountId')),
  resume: async ({ accounts, by, given }) => resumeAccount(accounts, await by(), uuid(given, 'accountId')),
  close: async ({ accounts, by, given }) => closeAccount(accounts, await by(), uuid(given, 'accountId')),
  reset: async ({ accounts, by, given }) => resetFactors(accounts, await by(), uuid(given, 'accountId')),
  'sign-out': async ({ accounts, by }) => {
    const me = await by()
    return endSessionAs(accounts, me, { accountId: me.accountId!, sessionId: me.sessionId! })
  },
  'party-register': async ({ accounts, by, given, sandbox }) =>
    registerParty(
      accounts,
      await by(),
      {
        ...{ id: given.text('id'), name: given.text('name'), scopes: given.texts('scopes') },
        ...{ redirectUris: given.texts('redirectUris'), postLogoutRedirectUris: given.texts('postLogoutRedirectUris') },
        backchannelLogoutUri: given.optional('backchannelLogoutUri'),
        publicKeys: given.list('publicKeys').map(readSystemKey),
      },
      { plain: sandbox },
    ),
  'party-keys': async ({ accounts, by, given }) => {
    const change = { kind: 'key', publicKeys: given.list('publicKeys').map(readSystemKey) } as const
    return askPartyChange(accounts, await by(), given.text('id'), change)
  },
  'party-suspend': async ({ accounts, by, given }) => suspendParty(accounts, await by(), given.text('id')),
  'party-resume': async ({ accounts, by, given }) =>
    askPartyChange(accounts, await by(), given.text('id'), { kind: 'resume' }),
  'party-end': async ({ accounts, by, given }) => endParty(accounts, await by(), given.text('id')),
  parties: async ({ accounts, by }) => partiesSeenBy(accounts, await by()),
  'step-up': async ({ accounts, by, given }) => stepUp(accounts, await by(), given.text('code')),
  password: async ({ accounts, by, given }) =>
    changePassword(accounts, await by(), { old: given.text('old'), chosen: given.text('chosen') }),
} satisfies Record<string, (desk: Desk) => Promise<unknown>>

/** Runs one verb; gives what is to be printed. Throws ConfigError for what was typed, AccountRefused for what is refused. */
export async function runAccount(config: Config, env: NodeJS.ProcessEnv, name = '', input: string): Promise<unknown> {
  const verb: ((desk: Desk) => Promise<unknown>) | undefined = Object.hasOwn(verbs, name)
    ? verbs[name as keyof typeof verbs]
    : undefined
  if (!verb) throw new ConfigError(`account ${Object.keys(verbs).join(' · ')}`)
  const house = await openHouse(config, `account ${name}`, 2, 'cbccvc_work')
  const pool = openPool({ url: config.databaseUrl, role: 'cbccvc_identity', max: 2, name: `cbccvc account ${name}` })
  try {
    const accounts = openAccounts(house, pool)
    const by = async () => {
      const subject = await subjects(house, accounts).of(env.CBCCVC_SESSION ?? '', address)
      if (!subject) throw new ConfigError('CBCCVC_SESSION: chưa đăng nhập. / nobody is signed in (account sign-in).')
      return subject
    }
    return (await verb({ house, accounts, given: givenIn(input), sandbox: config.sandbox, by })) ?? { done: name }
  } finally {
    await Promise.all([house.pool.end(), pool.end()])
  }
}

/** The accounts of a sandbox, from the file that it wrote; never outside of one. */
export async function runSandboxAccounts(config: Config, file: SandboxFile): Promise<void> {
  if (!config.sandbox || file.sandbox !== true)
    throw new ConfigError('Chỉ dành cho bản thử nghiệm. / For a sandbox only.')
  const house = await openHouse(config, 'sandbox-accounts', 1, 'cbccvc_work')
  const pool = openPool({ url: config.databaseUrl, role: 'cbccvc_identity', max: 1, name: 'cbccvc sandbox-accounts' })
  try {
    const accounts = []
    for (const { unit, role, ...account } of file.accounts) {
      if (!(ROLES as readonly string[]).includes(role)) throw shape('role')
      const known = unit === null ? null : await house.units.find(unit)
      if (known === undefined) throw shape('unit')
      accounts.push({ ...account, role: role as Role, unitId: known?.id ?? null })
    }
    await makeSandboxAccounts(openAccounts(house, pool), { ...file, accounts })
  } finally {
    await Promise.all([house.pool.end(), pool.end()])
  }
}

interface SandboxFile {
  readonly sandbox: true
  readonly password: string
  readonly seed: string
  readonly accounts: readonly { login: string; name: string; role: string; unit: string | null }[]
}

/** Role, unit (by code; none: the nation) and dates of a wish; from today and without end when not stated. */
async function readRole(desk: Desk) {
  const { given, house } = desk
  const role = given.text('role')
  if (!(ROLES as readonly string[]).includes(role)) throw shape('role')
  const via = given.optional('via') ?? 'issued'
  if (via !== 'issued' && via !== 'acting') throw shape('via')
  const validFrom = given.optional('validFrom') ?? house.today()
  return {
    role: role as Role,
    unitId: await readUnit(desk),
    via,
    validFrom,
    validTo: given.optional('validTo'),
  } as const
}

async function readUnit({ house, given }: Desk): Promise<number | null> {
  const code = given.optional('unit')
  if (code === null) return null
  const unit = await house.units.find(code)
  if (!unit) throw shape('unit')
  return unit.id
}

function uuid(given: Given, name: string): string {
  const text = given.text(name)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw shape(name)
  return text
}

const shape = (name: string) => new ConfigError(`${name}: thiếu hoặc sai dạng. / missing, or of the wrong shape.`)

function givenIn(input: string): Given {
  try {
    return fieldsOf(JSON.parse(input.trim() || '{}'))
  } catch (error) {
    // What was typed may hold a password: it is not quoted.
    if (error instanceof SyntaxError) throw new ConfigError('Cần một đối tượng JSON. / One JSON object is expected.')
    throw error
  }
}

function fieldsOf(value: unknown, called = 'JSON'): Given {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw shape(called)
  const fields = value as Readonly<Record<string, unknown>>
  return {
    text(name) {
      const field = fields[name]
      if (typeof field !== 'string' || field === '') throw shape(name)
      return field
    },
    optional(name) {
      const field = fields[name] ?? null
      if (field !== null && typeof field !== 'string') throw shape(name)
      return field
    },
    flag(name) {
      const field = fields[name]
      if (typeof field !== 'boolean') throw shape(name)
      return field
    },
    list(name) {
      const field = fields[name]
      if (!Array.isArray(field)) throw shape(name)
      return field
    },
    texts(name) {
      const field = fields[name] ?? []
      if (!Array.isArray(field) || !field.every((one) => typeof one === 'string')) throw shape(name)
      return field
    },
    object: (name) => fieldsOf(fields[name], name),
  }
}
