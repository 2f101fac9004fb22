/** Organisation identifiers: QĐ 20/2020/QĐ-TTg (new form) and QCVN 102:2016/BTTTT (old form). */
const newForm = /^[A-Y]\d{2}(?:\.[0-9A-Z]+)*$/
const oldForm = /^(\d{3})\.(\d{2})\.(\d{2})\.([A-Y]\d{2})$/

/** True for an identifier in the form of QĐ 20/2020: at most 35 characters, `G09`, `G09.20`, `H29.1.2`. */
export const isOrganisationId = (id: string) => id.length <= 35 && newForm.test(id)

/**
 * The new form of an identifier: `000.00.18.G12` → `G12.18` (all-zero groups dropped, order reversed; the rule is ours
 * until each body's own list is obtained). An identifier already in the new form comes back as it is; null otherwise.
 */
export function organisationId(text: string): string | null {
  const id = text.trim().toUpperCase()
  if (isOrganisationId(id)) return id
  const old = oldForm.exec(id)
  if (!old) return null
  const groups = [old[4]!, old[3]!, old[2]!, old[1]!]
  return groups.filter((group) => !/^0+$/.test(group)).join('.')
}

/** The old form of a new identifier where one exists (`G12.18` → `000.00.18.G12`), else null. */
export function oldOrganisationId(id: string): string | null {
  const [first, ...rest] = id.split('.')
  if (!isOrganisationId(id) || rest.length > 3) return null
  const widths = [2, 2, 3]
  const groups = widths.map((width, i) => (rest[i] ?? '').padStart(width, '0'))
  if (groups.some((group, i) => group.length > widths[i]! || !/^\d+$/.test(group))) return null
  return `${groups[2]}.${groups[1]}.${groups[0]}.${first}`
}

/** First level of an identifier: the body that is listed nationally. */
export const levelOne = (id: string) => (id.includes('.') ? id.slice(0, id.indexOf('.')) : id)
