import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseReceipt, readPromise, type VerifyOptions, verifyPromise, verifyReceipt } from '@cbccvc/evidence'
import { edition as editionOf } from '@cbccvc/standard'
import { receiptPage } from '../page/page.ts'
import { openHome } from '../queue/home.ts'
import { findParcel, readMeta } from '../queue/parcels.ts'
import { give, noSuchParcel } from './follow.ts'
import { complain, number, say, timeHere, UsageError } from './say.ts'
import { type CommonOptions, courierOf, homeOf, withConfig, writeKey } from './setup.ts'

/**
 * `courier receipt PARCEL [NUMBER]`: the receipt of a parcel, or of its record with that number, counted from 1 as the
 * findings and the paper count. `--record` writes the line of that record as it was sent: what a verifier compares.
 */
export async function receipt(
  parcelId: string | undefined,
  record: string | undefined,
  flags: CommonOptions & { out?: string; html?: string; promise?: boolean; record?: string },
): Promise<number> {
  if (parcelId === undefined) throw new UsageError({ vi: 'Thiếu mã gói', en: 'The id of a parcel is missing' })
  if (record === undefined && flags.record !== undefined) {
    throw new UsageError({ vi: 'Thiếu số thứ tự hồ sơ', en: 'The number of the record is missing' })
  }
  const courier = courierOf(flags, flags.promise === true)
  try {
    const parcel = findParcel(courier.home, parcelId)
    if (parcel === undefined) throw noSuchParcel()
    const index = record === undefined ? undefined : indexOf(record, parcel.count)
    if (flags.promise === true && parcel.promise === null) {
      throw new UsageError({ vi: 'Gói này chưa được nhận', en: 'This parcel was not received yet' })
    }
    const text = flags.promise === true ? parcel.promise! : await courier.receipt(parcel.id, index)
    if (flags.html !== undefined) {
      writeFileSync(flags.html, await receiptPage(text))
      if (flags.out !== '-') say({ vi: `Trang in: ${flags.html}`, en: `Page to print: ${flags.html}` })
    }
    if (flags.record !== undefined) writeFileSync(flags.record, courier.record(parcel.id, index!)!, { mode: 0o600 })
    if (flags.html === undefined || flags.out !== undefined) give(text, flags.out)
    return 0
  } finally {
    courier.close()
  }
}

/** The index of the record that has this number. */
function indexOf(given: string, count: number): number {
  const position = /^\d+$/.test(given) ? Number(given) : Number.NaN
  if (position >= 1 && position <= count) return position - 1
  throw new UsageError({
    vi: `Gói có ${number(count)} hồ sơ, đánh số từ 1 như trong tệp phát hiện; không có hồ sơ thứ ${given}`,
    en: `The parcel has ${number(count, 'en')} records, counted from 1 as in the findings; there is none with number ${given}`,
  })
}

/** `courier verify RECEIPT`: offline, with the keys given or those that the home keeps. */
export function verify(
  file: string | undefined,
  flags: CommonOptions & { record?: string; manifest?: string; 'witness-key'?: string; json?: boolean },
): number {
  if (file === undefined) throw new UsageError({ vi: 'Thiếu tệp biên nhận', en: 'The file of the receipt is missing' })
  const text = readFileSync(file, 'utf8')
  const keys = trustedKeys(flags)
  if (text.startsWith('cbccvc.promise/1')) return verifyAPromise(text, keys.logKey)
  const result = verifyReceipt(text, {
    ...keys,
    ...(flags.record !== undefined && { record: readFileSync(flags.record) }),
    ...(flags.manifest !== undefined && { manifest: readFileSync(flags.manifest, 'utf8').trim() }),
  })
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ ok: result.ok, steps: result.steps })}\n`)
  else {
    const form = parseable(text) ? text.split('\n').slice(1, 3) : []
    for (const line of form) process.stdout.write(`${line.replace(/^# /, '')}\n`)
    for (const { ok, why } of result.steps) {
      process.stdout.write(`${ok === null ? '–' : ok ? '✓' : '✗'} ${why.vi}\n    ${why.en}\n`)
    }
    say(
      result.ok
        ? { vi: 'BIÊN NHẬN ĐÚNG', en: 'THE RECEIPT HOLDS' }
        : { vi: 'BIÊN NHẬN KHÔNG ĐÚNG', en: 'THE RECEIPT DOES NOT HOLD' },
    )
  }
  return result.ok ? 0 : 1
}

function verifyAPromise(text: string, logKey: string | readonly string[]): number {
  try {
    const { facts, receivedAt } = verifyPromise(text, logKey)
    say({
      vi: `GIẤY HẸN ĐÚNG: gói ${facts.parcelId} của ${facts.sender}, ${facts.count} hồ sơ, nhận lúc ${timeHere(receivedAt)}`,
      en: `THE PROMISE HOLDS: parcel ${facts.parcelId} of ${facts.sender}, ${facts.count} records, received ${receivedAt}`,
    })
    return 0
  } catch {
    complain({ vi: 'GIẤY HẸN KHÔNG ĐÚNG', en: 'THE PROMISE DOES NOT HOLD' })
    return 1
  }
}

function parseable(text: string): boolean {
  try {
    if (text.startsWith('cbccvc.promise/1')) readPromise(text)
    else parseReceipt(text)
    return true
  } catch {
    return false
  }
}

/** Keys from the command line, else those kept at the first meeting with the centre. */
function trustedKeys(flags: CommonOptions & { 'witness-key'?: string }): Pick<VerifyOptions, 'logKey' | 'witnessKeys'> {
  const options = withConfig(flags)
  const witnessKeys = flags['witness-key']?.split(',') ?? []
  if (options['log-key'] !== undefined) return { logKey: options['log-key'].split(','), witnessKeys }
  const folder = homeOf(options)
  if (existsSync(join(folder, 'queue.db'))) {
    const home = openHome(folder)
    try {
      const kept = readMeta(home, 'log.keys')
      if (kept !== null) return JSON.parse(kept) as Pick<VerifyOptions, 'logKey' | 'witnessKeys'>
    } finally {
      home.close()
    }
  }
  throw new UsageError({
    vi: 'Cần khóa công khai của nhật ký: --log-key KHÓA (lấy ở /log/keys của trung tâm)',
    en: 'The public key of the log is needed: --log-key KEY (from /log/keys of the centre)',
  })
}

/** `courier standard`: what this courier knows of the standard. */
export function standard(flags: CommonOptions & { json?: boolean }): number {
  const edition = editionOf(flags.edition)
  const fields = edition.fields.map(({ id }) => id)
  const rules = edition.rules.map(({ id }) => id)
  const codeLists = edition.codeListIds.length
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ edition: edition.id, fields, rules, codeLists })}\n`)
    return 0
  }
  say({
    vi: `${edition.title.vi} (${edition.id}): ${fields.length} trường, ${rules.length} quy tắc, ${codeLists} danh mục`,
    en: `${edition.title.en}: ${fields.length} fields, ${rules.length} rules, ${codeLists} code lists`,
  })
  for (const { no, id, label } of edition.fields)
    process.stdout.write(`${String(no).padStart(4)}  ${id}  ${label.vi} / ${label.en}\n`)
  return 0
}

/** `courier keygen [FILE]`: a new key; the public half is what the administrator registers. */
export function keygen(file: string | undefined, flags: CommonOptions): number {
  const path = file ?? flags.key ?? 'courier-key.json'
  const { publicKey, kid } = writeKey(path)
  say({
    vi: `Đã tạo khóa ${kid}: ${path} (giữ kín). Khóa công khai để đăng ký: ${publicKey}`,
    en: `Key ${kid} made: ${path} (keep it secret). Public key to register: ${publicKey}`,
  })
  return 0
}
