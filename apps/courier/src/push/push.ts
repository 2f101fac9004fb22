import { constants, copyFileSync, existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Finding, Text, WireRecord } from '@cbccvc/standard'
import type { Courier } from '../courier.ts'
import type { Marks } from '../mark/marks.ts'
import { type FindingTotals, type PackedParcel, recordCheck } from '../queue/pack.ts'
import { SecretWatch } from '../queue/secret.ts'
import type { Mapping } from '../read/mapping.ts'
import type { FileNote } from '../read/notes.ts'
import { openSource } from '../read/open.ts'
import type { RecordPlace } from '../read/place.ts'
import { FileRefused, placeText } from '../read/refusal.ts'
import type { Source, SourceRecord } from '../read/source.ts'
import { readOptions } from '../read/standard.ts'
import { openReport, told } from '../report/findings.ts'
import { fingerprintOf } from './fingerprint.ts'
import { writePlaces } from './places.ts'
import { splitByUnit } from './split.ts'

/** What a push is to do with a file. */
export interface PushOptions {
  readonly unit: string
  readonly kind: 'full' | 'changes'
  /** The day on which the records were true; the day of packing when not given. */
  readonly asOf?: string
  readonly purpose?: string
  readonly left?: readonly string[]
  readonly mapping?: Mapping
  /** One parcel per `coQuanSuDung` instead of one for the whole file. */
  readonly split?: boolean
  /** Send again what was sent before, as a new parcel. */
  readonly again?: boolean
  /** A person has looked: values that begin with a secrecy stamp are no secrets. */
  readonly notSecret?: boolean
  /** Day of the check, `yyyy-mm-dd`. */
  readonly today: string
  /** Where the findings of the check go. */
  readonly report: string
  /** Gathers findings by cell, for marking a workbook. */
  readonly marks?: Marks
  readonly onRead?: (records: number) => void
  readonly onSource?: (source: Source) => void
}

/** What came of reading and checking a file. */
export interface Checked {
  readonly records: number
  readonly findings: FindingTotals
  readonly notes: readonly FileNote[]
  /** Lines of the findings report. */
  readonly reported: number
}

/**
 * Reads and checks a file; sends nothing and keeps nothing but the report. A value that begins with a secrecy stamp is a
 * finding here. Throws FileRefused, SecretRefused.
 */
export async function checkFile(courier: Courier, path: string, options: PushOptions): Promise<Checked> {
  const source = await openSource(path, readOptions(courier.edition, options.mapping))
  options.onSource?.(source)
  try {
    let records = 0
    const totals: Totals = {}
    const report = openReport(options.report, { sheets: source.sheets, edition: courier.edition, marks: options.marks })
    const check = recordCheck(courier.edition, options.today)
    const watch = new SecretWatch(true)
    try {
      for await (const one of source.records()) {
        lookAt(watch, one, records, source)
        const findings = check('line' in one ? one.line : one.record)
        count(totals, findings)
        report.add(records, one.place, told(findings, courier.edition))
        records++
        options.onRead?.(records)
      }
    } finally {
      report.close()
    }
    if (records === 0) refuseEmpty(path)
    return { records, findings: totals, notes: source.notes(), reported: report.lines }
  } finally {
    await source.close()
  }
}

/** Parcels of a file, sealed on disk and not yet sent. */
export interface PackedFile extends Checked {
  readonly parcels: readonly PackedParcel[]
  /** The file was packed before: these are the parcels of that time. */
  readonly known: boolean
}

/**
 * Reads, checks and packs a file into the durable queue. Run again with the same file and options it continues or finds
 * the same parcels. Throws FileRefused, SecretRefused, SecretDoubtful; nothing is sealed then.
 */
export async function packFile(courier: Courier, path: string, options: PushOptions): Promise<PackedFile> {
  const fingerprint = await fingerprintOf(path, {
    unit: options.unit,
    kind: options.kind,
    asOf: options.asOf ?? null,
    mapping: options.mapping ?? null,
    left: options.left ?? null,
    split: options.split === true,
    edition: courier.edition.id,
    again: options.again === true ? Date.now() : null,
  })
  const asOf = options.asOf ?? options.today
  const common = { kind: options.kind, asOf, ...(options.purpose !== undefined && { purpose: options.purpose }) }
  const before = courier.packed(fingerprint)
  if (before.length > 0 && (options.split !== true || courier.isWhole(fingerprint))) {
    for (const { parcelId } of before) keepSource(courier, parcelId, path)
    return { parcels: before, known: true, records: 0, findings: {}, notes: [], reported: 0 }
  }
  if (options.split === true) return splitByUnit(courier, path, options, { ...common, fingerprint })
  const source = await openSource(path, readOptions(courier.edition, options.mapping))
  options.onSource?.(source)
  const report = openReport(options.report, { sheets: source.sheets, edition: courier.edition, marks: options.marks })
  let places: ReturnType<typeof writePlaces> | undefined
  let place: RecordPlace | null = null
  const watch = new SecretWatch(options.notSecret === true)
  async function* records(): AsyncGenerator<WireRecord | Uint8Array> {
    let index = 0
    for await (const one of source.records()) {
      lookAt(watch, one, index, source)
      place = one.place
      places?.add(place)
      yield 'line' in one ? one.line : one.record
      index++
      options.onRead?.(index)
    }
    if (index === 0) refuseEmpty(path)
    watch.settle()
  }
  try {
    const parcel = await courier.pack(records(), {
      ...common,
      unit: options.unit,
      // Looked at above, where the place in the file is known.
      notSecret: true,
      ...(options.left !== undefined && { left: options.left }),
      source: { fingerprint, name: basename(path), kind: source.kind },
      onParcel(id) {
        keepSource(courier, id, path, source.kind)
        places = writePlaces(courier.home.file(id, 'places'), source.kind, source.sheets)
      },
      onRecord: (index, findings) => report.add(index, place, told(findings, courier.edition)),
    })
    report.close()
    return {
      parcels: [parcel],
      known: false,
      records: parcel.count,
      findings: parcel.findings,
      notes: source.notes(),
      reported: report.lines,
    }
  } finally {
    places?.close()
    await source.close()
  }
}

type Totals = Record<string, { weight: Finding['weight']; count: number }>

export function count(totals: Totals, findings: readonly Finding[]): void {
  for (const { rule, weight } of findings) {
    totals[rule] ??= { weight, count: 0 }
    totals[rule].count++
  }
}

/** Looks for marks and stamps of secrecy in a record of a file, whose place there is then named. */
export function lookAt(watch: SecretWatch, one: SourceRecord, index: number, source: Source): void {
  watch.look('line' in one ? one.line : one.record, index, (): Text => {
    const sheet = source.sheets[one.place.sheet]?.name ?? ''
    return placeText({ ...(source.kind === 'xlsx' ? { sheet } : { file: sheet }), row: one.place.row })
  })
}

/** A file without a single person says nothing; least of all that everybody has left. */
export function refuseEmpty(path: string): never {
  throw new FileRefused(
    'file.noPeople',
    {
      vi: 'Tệp không có hồ sơ nào dưới dòng tên cột. Cần ít nhất một người',
      en: 'The file holds no record below its column names. Expected at least one person',
    },
    { file: basename(path) },
  )
}

/** Keeps a copy of a workbook with its parcel: the marks of the answer go onto it. */
export function keepSource(courier: Courier, parcelId: string, path: string, kind = 'xlsx'): void {
  const copy = courier.home.file(parcelId, 'source')
  if (kind !== 'xlsx' || !/\.xls[xm]$/i.test(path) || existsSync(copy)) return
  copyFileSync(path, copy, constants.COPYFILE_FICLONE)
}
