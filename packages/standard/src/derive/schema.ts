import type { Edition, FieldDef, ValueDef } from '../edition/types.ts'
import { maxRows } from '../values/list.ts'
import { type Derived, home } from './derived.ts'

type Schema = { [keyword: string]: unknown }

const day = { type: 'string', format: 'date' }
const partialDay = { type: 'string', pattern: '^\\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?)?$' }

const address = {
  type: 'object',
  required: ['tinh', 'xa', 'phienBan'],
  additionalProperties: false,
  properties: {
    tinh: { type: 'string', pattern: '^\\d{2}$' },
    huyen: { type: 'string', pattern: '^\\d{3}$' },
    xa: { type: 'string', pattern: '^(?:\\d{5}|D\\d{3})$' },
    chiTiet: { type: 'string', maxLength: 250 },
    phienBan: { enum: ['truoc2025', 'sau2025'] },
  },
}

const attachment = {
  type: 'object',
  required: ['sha256', 'type', 'size'],
  additionalProperties: false,
  properties: {
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    type: { type: 'string', pattern: '^[a-z0-9.+-]+/[a-z0-9.+-]+$' },
    size: { type: 'integer', minimum: 1 },
  },
}

const unstated = {
  description: 'Stated without a value: empty, unknown, not permitted',
  anyOf: [
    { type: 'null' },
    {
      type: 'object',
      required: ['$'],
      additionalProperties: false,
      properties: { $: { enum: ['unknown', 'notPermitted'] } },
    },
  ],
}

const listName = (id: string) => id.replaceAll('|', '-or-')

function valueSchema(def: ValueDef, lists: Map<string, string>): Schema {
  switch (def.type) {
    case 'string': {
      const pattern = def.pattern === undefined ? {} : { pattern: def.pattern }
      return { type: 'string', maxLength: def.maxLength ?? 4000, ...pattern }
    }
    case 'code':
      if (def.codeList === 'to-chuc')
        return { type: 'string', maxLength: 35, pattern: '^[A-Y]\\d{2}(?:\\.[0-9A-Z]+)*$' }
      lists.set(listName(def.codeList!), def.codeList!)
      return { $ref: `#/$defs/${listName(def.codeList!)}` }
    case 'number': {
      const min = def.min === undefined ? {} : { minimum: def.min }
      const max = def.max === undefined ? {} : { maximum: def.max }
      return { type: def.integer ? 'integer' : 'number', ...min, ...max }
    }
    case 'date':
      return day
    case 'partialDate':
      return partialDay
    case 'address':
      return { $ref: '#/$defs/address' }
    case 'attachment':
      return { $ref: '#/$defs/attachment' }
    case 'list':
      return { type: 'array' }
  }
}

function fieldSchema(field: FieldDef, lists: Map<string, string>): Schema {
  const base = valueSchema(field, lists)
  if (field.type === 'list') {
    const columns = field.columns ?? []
    const properties = Object.fromEntries(
      columns.map((c) => [
        c.id,
        { title: c.label.vi, description: c.label.en, anyOf: [valueSchema(c, lists), unstated] },
      ]),
    )
    const required = columns.filter((c) => c.required).map((c) => c.id)
    return {
      type: 'array',
      maxItems: maxRows,
      items: { type: 'object', additionalProperties: false, required, properties },
    }
  }
  return field.multiple ? { type: 'array', uniqueItems: true, items: base } : base
}

/** JSON Schema 2020-12 of one record on the wire: shapes, lengths, patterns, ranges, codes; not duties, not rules. */
export function deriveSchema(edition: Edition): Derived[] {
  const lists = new Map<string, string>()
  const properties: Record<string, Schema> = {}
  for (const field of edition.fields) {
    properties[field.id] = {
      title: field.label.vi,
      description: field.label.en,
      anyOf: [fieldSchema(field, lists), { $ref: '#/$defs/unstated' }],
    }
  }
  properties.doMat = { type: 'boolean', description: 'Secrecy mark: such a record is refused' }
  properties.$trueFrom = { ...day, description: 'The day from which the record is true: the decision’s own date' }
  properties.$replaces = {
    type: 'string',
    pattern: '^[0-9a-f]{64}$',
    description: 'Digest of the entry that this corrects',
  }
  const codes: Record<string, Schema> = {}
  for (const [name, id] of [...lists].sort()) {
    const list = edition.codeList(id)
    codes[name] = { title: list.title.vi, enum: [...new Set(list.items.map((item) => item.canonical ?? item.code))] }
  }
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:cbccvc:standard:${edition.id}:record`,
    title: edition.title.vi,
    description: edition.title.en,
    type: 'object',
    required: [edition.roles.number],
    additionalProperties: false,
    properties,
    $defs: { unstated, address, attachment, ...codes },
  }
  return [{ path: `${home}/derived/${edition.id}/record.schema.json`, content: `${JSON.stringify(schema, null, 1)}\n` }]
}
