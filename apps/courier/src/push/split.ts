import { basename } from 'node:path'
import type { WireRecord } from '@cbccvc/standard'
import { parseLine } from '@cbccvc/standard'
import type { Courier } from '../courier.ts'
import { type PackedParcel, type PackOptions, recordCheck } from '../queue/pack.ts'
import { SecretWatch } from '../queue/secret.ts'
import { openSource } from '../read/open.ts'
import type { RecordPlace } from '../read/place.ts'
import { openScratch } from '../read/scratch.ts'
import { readOptions } from '../read/standard.ts'
import { openReport, told } from '../report/findings.ts'
import { writePlaces } from './places.ts'
import { count, keepSource, lookAt, type PackedFile, type PushOptions, refuseEmpty } from './push.ts'

/**
 * Packs a file of many units as one parcel per unit (`coQuanSuDung`; records that name none go under the push's own
 * unit). The whole file is read and checked first, so a mark or a stamp of secrecy anywhere stops all of it.
 */
export async function splitByUnit(
  courier: Courier,
  path: string,
  options: PushOptions,
  common: Pick<PackOptions, 'kind' | 'asOf'> & { readonly purpose?: string; readonly fingerprint: string },
): Promise<PackedFile> {
  const { fingerprint, ...said } = common
  const source = await openSource(path, readOptions(courier.edition, options.mapping))
  options.onSource?.(source)
  const scratch = openScratch()
  const report = openReport(options.report, { sheets: source.sheets, edition: courier.edition, marks: options.marks })
  const totals: Parameters<typeof count>[0] = {}
  let records = 0
  try {
    scratch.db.exec(
      'CREATE TABLE record (unit TEXT NOT NULL, n INTEGER NOT NULL, line BLOB NOT NULL, place TEXT NOT NULL) STRICT; BEGIN',
    )
    const insert = scratch.db.prepare('INSERT INTO record VALUES (?, ?, ?, ?)')
    const check = recordCheck(courier.edition, options.today)
    const watch = new SecretWatch(options.notSecret === true)
    for await (const one of source.records()) {
      lookAt(watch, one, records, source)
      const line = 'line' in one ? one.line : Buffer.from(JSON.stringify(one.record))
      const findings = check('line' in one ? one.line : one.record)
      count(totals, findings)
      report.add(records, one.place, told(findings, courier.edition))
      insert.run(
        unitOf('line' in one ? parseLine(one.line).record : one.record, options.unit),
        records,
        line,
        JSON.stringify(one.place),
      )
      records++
      options.onRead?.(records)
    }
    if (records === 0) refuseEmpty(path)
    watch.settle()
    scratch.db.exec('COMMIT; CREATE INDEX record_unit ON record (unit, n)')
    const units = scratch.db.prepare('SELECT DISTINCT unit FROM record ORDER BY unit').all() as { unit: string }[]
    const select = scratch.db.prepare('SELECT line, place FROM record WHERE unit = ? ORDER BY n')
    const parcels: PackedParcel[] = []
    for (const { unit } of units) {
      let places: ReturnType<typeof writePlaces> | undefined
      function* lines(): Generator<Uint8Array> {
        for (const row of select.iterate(unit)) {
          const { line, place } = row as { line: Uint8Array; place: string }
          places?.add(JSON.parse(place) as RecordPlace)
          yield line
        }
      }
      parcels.push(
        await courier.pack(lines(), {
          ...said,
          unit,
          check: false,
          notSecret: true,
          source: { fingerprint: `${fingerprint}/${unit}`, name: basename(path), kind: source.kind },
          onParcel(id) {
            keepSource(courier, id, path, source.kind)
            places = writePlaces(courier.home.file(id, 'places'), source.kind, source.sheets)
          },
        }),
      )
      places?.close()
    }
    courier.markWhole(fingerprint)
    return { parcels, known: false, records, findings: totals, notes: source.notes(), reported: report.lines }
  } finally {
    report.close()
    scratch.close()
    await source.close()
  }
}

function unitOf(record: WireRecord | null, fallback: string): string {
  const unit = record?.coQuanSuDung
  return typeof unit === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(unit.trim()) ? unit.trim() : fallback
}
