/** The name of a field as people call it, from a finding's path: `quaTrinhLuong[].heSo` → `Quá trình lương › Hệ số`. */
import type { FieldDef, Text } from '@cbccvc/standard'

const addressParts: Readonly<Record<string, Text>> = {
  tinh: { vi: 'Tỉnh', en: 'Province' },
  huyen: { vi: 'Huyện', en: 'District' },
  xa: { vi: 'Xã', en: 'Commune' },
  chiTiet: { vi: 'Chi tiết', en: 'Detail' },
  phienBan: { vi: 'Phiên bản', en: 'Version' },
}

/** What is not in the standard is shown by its id: better a strange word than none. */
export function fieldLabel(path: string, fields: ReadonlyMap<string, FieldDef>): Text {
  const [id = '', ...rest] = path.replace(/\[\d*\]/g, '').split('.')
  const field = fields.get(id)
  const labels: Text[] = [field?.label ?? { vi: id, en: id }]
  for (const part of rest)
    labels.push(
      field?.columns?.find((column) => column.id === part)?.label ?? addressParts[part] ?? { vi: part, en: part },
    )
  return { vi: labels.map(({ vi }) => vi).join(' › '), en: labels.map(({ en }) => en).join(' › ') }
}
