/** What the operator does with the tree of units: reads a file of changes, shows what they would do, signs, enters, looks back. */
import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { keyFromText } from '@cbccvc/evidence'
import {
  type ChangeLine,
  type Decision,
  enterUnitAct,
  openPool,
  type Pool,
  previewUnitActs,
  readChanges,
  readUnitAct,
  readUnitActs,
  requireVersion,
  signUnitOrder,
  type UnitPreview,
  UnitRefused,
  unitsOn,
} from '@cbccvc/registry'
import { type Config, ConfigError, calendarDay, readConfig, readSecret } from './config.ts'
import { readCopy } from './privacy/read-copy.ts'

type Verb = (env: NodeJS.ProcessEnv, args: readonly string[]) => Promise<void>

export const unitsUsage = 'units preview FILE | sign FILE KEY.json | enter SIGNED | list | show ID | tree DAY [CODE]'

export const units = {
  /** What the decisions of a file would do, as counts; nothing is written. */
  preview: async (env, [file]) => {
    if (!file) throw new ConfigError('units preview FILE.csv | FILE.xlsx | FILE.jsonl')
    const decisions = await readDecisions(file)
    await atTree(env, async (pool) => {
      for (const preview of await previewUnitActs(pool, decisions)) say(told(preview))
    })
  },
  /** A signed line for each decision of the file, on standard output; needs no database. */
  sign: async (_env, [file, key]) => {
    if (!file || !key) throw new ConfigError('units sign FILE KEY.json > SIGNED')
    const { seed } = JSON.parse(readSecret(key)) as { seed: string }
    for (const decision of await readDecisions(file))
      process.stdout.write(`${signUnitOrder(decision, keyFromText(seed), new Date())}\n`)
  },
  /** Carries signed decisions out, each in a transaction of its own; one that was entered before is passed over. */
  enter: async (env, [file]) => {
    if (!file) throw new ConfigError('units enter SIGNED')
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
    await atTree(env, async (pool, config) => {
      for (const line of lines) {
        const now = new Date()
        const { id, state, ahead, ...preview } = await enterUnitAct(
          { pool, now, today: config.today ?? calendarDay(now) },
          line,
        )
        say({ id, state, ahead, ...told(preview) })
      }
    })
  },
  /** The acts, the newest first. */
  list: (env) =>
    atTree(env, async (pool) => {
      for (const act of await readUnitActs(pool)) say(act)
    }),
  /** One act, as it was signed. */
  show: async (env, [id]) => {
    if (!id) throw new ConfigError('units show ID')
    await atTree(env, async (pool) => {
      const order = await readUnitAct(pool, id)
      if (!order) throw new ConfigError(`Không có việc nào mang mã ${id}. / There is no act ${id}.`)
      say(order)
    })
  },
  /** The tree of a day: past, present or to come. */
  tree: async (env, [day, code]) => {
    if (!day || !/^\d{4}-\d\d-\d\d$/.test(day)) throw new ConfigError('units tree yyyy-mm-dd [CODE]')
    await atTree(env, async (pool) => {
      for (const unit of await unitsOn(pool, day, code ?? null))
        process.stdout.write(`${'  '.repeat(unit.depth)}${unit.code}  ${unit.name}\n`)
    })
  },
} satisfies Record<string, Verb>

async function atTree(env: NodeJS.ProcessEnv, work: (pool: Pool, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig(env)
  const pool = openPool({ url: config.databaseUrl, role: 'cbccvc_units', max: 2, name: 'cbccvc units' })
  try {
    await requireVersion(pool)
    await work(pool, config)
  } finally {
    await pool.end()
  }
}

/** `.jsonl`: an object a line; anything else as spreadsheets write it, the first row naming the columns. */
async function readDecisions(file: string): Promise<Decision[]> {
  const bytes = readFileSync(file)
  return readChanges(extname(file) === '.jsonl' ? objectsOf(bytes.toString('utf8')) : rowsOf(await readCopy(bytes)))
}

function objectsOf(text: string): ChangeLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, i) => {
      try {
        const value: unknown = JSON.parse(line)
        if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as ChangeLine
      } catch {
        // refused below
      }
      throw new UnitRefused('shape', { line: i + 1, detail: 'JSON' })
    })
}

const rowsOf = ([heads = [], ...rows]: string[][]): ChangeLine[] =>
  rows.map((row) => Object.fromEntries(heads.map((head, i) => [head.trim(), row[i] ?? ''])))

/** The counts with the sentences that an operator reads before anything is entered. */
const told = (preview: UnitPreview) => ({ ...preview, says: sentences(preview) })

function sentences({ units: of, ...n }: UnitPreview): { readonly vi: string; readonly en: string } {
  return {
    vi: `Quyết định ${n.decision}, hiệu lực ${n.effective}: lập ${of.create}, đổi tên hoặc mã ${of.rename}, chuyển ${of.move}, kết thúc ${of.end} đơn vị; ${n.people} người liên quan; ${n.grantsEnding} vai trò của ${n.accounts} tài khoản hết hiệu lực và phải giao lại, ${n.grantsKept} vai trò đi theo đơn vị; ${n.openParcels} gói đang xử lý, ${n.invitations} lời mời, ${n.keys} khóa gửi và ${n.published} mục danh bạ của đơn vị kết thúc.`,
    en: `Decision ${n.decision}, in effect ${n.effective}: ${of.create} units made, ${of.rename} renamed or given another code, ${of.move} moved, ${of.end} ended; ${n.people} people concerned; ${n.grantsEnding} roles of ${n.accounts} accounts end and are to be given anew, ${n.grantsKept} go along with their units; of units that end: ${n.openParcels} parcels under way, ${n.invitations} invitations, ${n.keys} keys of couriers, ${n.published} entries of the directory.`,
  }
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}
