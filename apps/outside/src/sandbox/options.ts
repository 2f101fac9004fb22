import { parseArgs } from 'node:util'

/** What `npm start` was asked for. */
export interface Options {
  /** Undefined when not asked for: then what the data folder holds, else 20,000. */
  people: number | undefined
  today: string | undefined
  seed: number | undefined
  once: boolean
  json: boolean
  /** Undefined: 8080 if it is free, else any. */
  port: number | undefined
  data: string
  /** From the environment: another PostgreSQL 18 instead of the embedded one. */
  databaseUrl: string | undefined
}

/** A sentence in both languages for the person at the terminal; the process ends with `exitCode`. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
  readonly exitCode: number
  constructor(vi: string, en: string, exitCode = 1) {
    super(`${vi}\n${en}`)
    this.exitCode = exitCode
  }
}

export const defaults = { people: 20_000, today: '2023-06-20', seed: 1 } as const
export const mostPeople = 2_500_000
const fewestPeople = 200

export const usage = `npm start -- [--people N] [--once] [--json] [--today yyyy-mm-dd] [--port N] [--data FOLDER] [--seed N]

  --people N    số người của quốc gia giả lập / people of the synthetic nation (${fewestPeople} … ${mostPeople}; 20000)
  --once        chạy xong rồi dừng / do the work, then end
  --json        dòng cuối là một đối tượng JSON / the last line is one JSON object
  --today DATE  ngày của quốc gia giả lập / the nation's day (${defaults.today})
  --port N      cổng của máy chủ trên 127.0.0.1 / the server's port on 127.0.0.1 (8080)
  --data FOLDER thư mục dữ liệu / the folder of data (./data)
  --seed N      hạt giống của quốc gia giả lập / the seed of the synthetic nation (1)

DATABASE_URL    một PostgreSQL 18 khác / another PostgreSQL 18 instead of the embedded one`

/** Reads the command line. Throws StartRefused. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options | 'help' {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const options = { people: text, today: text, seed: text, port: text, data: text, once: flag, json: flag, help: flag }
  let values: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: false }>>['values']
  try {
    values = parseArgs({ args, options, allowPositionals: false }).values
  } catch (error) {
    throw new StartRefused(`Không hiểu dòng lệnh: ${(error as Error).message}`, usage, 2)
  }
  if (values.help) return 'help'
  if (values.today !== undefined && !isDay(values.today)) {
    throw new StartRefused(`--today ${values.today} không phải ngày yyyy-mm-dd.`, 'It is not a day yyyy-mm-dd.', 2)
  }
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL)) {
    throw new StartRefused(
      'DATABASE_URL phải có dạng postgres://tài-khoản@máy:cổng/tên.',
      'DATABASE_URL must read postgres://user@host:port/name.',
      2,
    )
  }
  return {
    people: whole('people', values.people, fewestPeople, mostPeople),
    today: values.today,
    seed: whole('seed', values.seed, 0, 2 ** 31 - 1),
    port: whole('port', values.port, 1, 65_535),
    once: values.once,
    json: values.json,
    data: values.data ?? 'data',
    databaseUrl: env.DATABASE_URL || undefined,
  }
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

function whole(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^[\d_,.]+$/.test(text) ? Number(text.replace(/[_,.]/g, '')) : Number.NaN
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new StartRefused(
    `--${name} phải là số nguyên từ ${least} đến ${most}.`,
    `--${name} must be a whole number from ${least} to ${most}.`,
    2,
  )
}
