/**
 * `export trace FILE`: from which export a copy came, and so from whose account; `export budget`: what a day allows each role.
 */
import { readFileSync } from 'node:fs'
import { deliveredExports, openPool, ROLES, type Role, readBudgets, setBudget, traceCopy } from '@cbccvc/registry'
import { type Config, ConfigError, closeHouse, openHouse } from '../config.ts'
import { nameHead } from './copy.ts'
import { readCopy } from './read-copy.ts'

/** Larger files are no copies of ours. */
const mostBytes = 256 * 1024 * 1024

/** What is printed of a copy: the export and the account, or nulls where nothing is sure. */
export async function traceFile(
  config: Config,
  path: string,
): Promise<{ readonly export: string | null; readonly [fact: string]: unknown }> {
  const bytes = readFileSync(path)
  if (bytes.length > mostBytes)
    throw new ConfigError(`Tệp vượt ${mostBytes} byte. / The file exceeds ${mostBytes} bytes.`)
  const rows = await readCopy(bytes).catch(() => {
    throw new ConfigError('Không đọc được tệp như .xlsx hay .csv. / The file reads neither as .xlsx nor as .csv.')
  })
  const house = await openHouse(config, 'export trace', 1, 'cbccvc_work')
  const pool = (role: 'cbccvc_desk' | 'cbccvc_identity') =>
    openPool({ url: config.databaseUrl, role, max: 1, name: 'cbccvc export trace' })
  const [desk, identity] = [pool('cbccvc_desk'), pool('cbccvc_identity')]
  try {
    const delivered = await deliveredExports(desk)
    const found = traceCopy(
      house.keys,
      delivered.map(({ no }) => no),
      rows,
      nameHead,
    )
    const order = delivered.find(({ no }) => no === found?.no)
    if (!found || !order) return { export: null, account: null }
    const { rows: holders } = await identity.query<{ login: string }>('select login from account where id = $1', [
      order.accountId,
    ])
    return {
      ...{ export: `XD-${found.no}`, by: found.by, bits: found.bits },
      ...{ account: order.accountId, login: holders[0]?.login ?? null },
      ...{ deliveredAt: order.deliveredAt.toISOString(), people: order.people, purpose: order.purpose },
    }
  } finally {
    await Promise.all([closeHouse(house), desk.end(), identity.end()])
  }
}

/** As the owner of the database. Without a role: the table as it stands. */
export async function budget(config: Config, [role, ...numbers]: readonly string[]): Promise<object> {
  const owner = openPool({ url: config.databaseUrl, role: null, max: 1, name: 'cbccvc export budget' })
  try {
    if (role === undefined) return { budgets: await readBudgets(owner) }
    if (role === 'consumerSystem')
      throw new ConfigError(
        'Mức trong ngày của hệ thống nằm trong đăng ký của nó, do hai người định. / What a day allows a system stands in its registration, set by two people.',
      )
    const [exportRows, exportCells, people] = numbers.map((text) =>
      /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN,
    )
    const known = (ROLES as readonly string[]).includes(role) && numbers.length === 3
    if (!known || ![exportRows, exportCells, people].every(Number.isInteger))
      throw new ConfigError('export budget [ROLE PEOPLE-IN-COPIES FIELDS-IN-COPIES PEOPLE-ON-PAGES]')
    await setBudget(owner, role as Role, { exportRows: exportRows!, exportCells: exportCells!, people: people! })
    return { budgets: await readBudgets(owner) }
  } finally {
    await owner.end()
  }
}
