/** `docs/database-roles.md`: what each role of the database may do, read from PostgreSQL's own catalogue. */
import type { Queryable } from './pool.ts'

const roles = {
  cbccvc_door: 'serve',
  cbccvc_work: 'work',
  cbccvc_sequence: 'sequence',
  cbccvc_check: 'check-book',
  cbccvc_desk: 'serve: tài khoản đọc / reads of accounts',
  cbccvc_identity: 'serve, work, account: tài khoản / accounts',
  cbccvc_watch: 'serve, drill: ai đã xem / who looked',
  cbccvc_rotate: 'rotate-keys',
  cbccvc_spill: 'spill',
  cbccvc_units: 'units: thay đổi cây đơn vị / changes of the tree of units',
  cbccvc_app: 'phần chung của door, work, check / what door, work and check share',
} as const

/** A letter for the whole table, the same one small for some of its columns. */
const verbs = { SELECT: 'r', INSERT: 'a', UPDATE: 'c', DELETE: 'd' } as const

interface Right {
  readonly table: string
  readonly role: string
  readonly verb: keyof typeof verbs
  readonly whole: boolean
  /** The columns, where it is not the whole table. */
  readonly columns: readonly string[]
}

/** Tables with their rights; partitions are not named: what is granted on them stands beside it. */
const rightsSql = `
  select c.relname as table, r.role, v.verb, has_table_privilege(r.role, c.oid, v.verb) as whole,
         case when v.verb = 'DELETE' or has_table_privilege(r.role, c.oid, v.verb) then '{}'::text[]
              else array(select a.attname::text from pg_attribute a
                          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                            and has_column_privilege(r.role, c.oid, a.attnum, v.verb) order by a.attnum) end as columns
    from pg_class c cross join unnest($1::text[]) r (role) cross join unnest($2::text[]) v (verb)
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
   order by c.relname, r.role, v.verb`

/** The page, from a database that was just migrated. The same migrations give the same page. */
export async function rolesPage(db: Queryable): Promise<string> {
  const names = Object.keys(roles)
  const { rows } = await db.query<Right>(rightsSql, [names, Object.keys(verbs)])
  const rights = rows.filter(({ whole, columns }) => whole || columns.length > 0)
  const cell = (table: string, role: string) =>
    (Object.keys(verbs) as (keyof typeof verbs)[])
      .map((verb) => {
        const right = rights.find((one) => one.table === table && one.role === role && one.verb === verb)
        if (!right) return ''
        return right.whole ? verbs[verb].toUpperCase() : verbs[verb]
      })
      .join('')
  const tables = [...new Set(rows.map((row) => row.table))]
  const short = names.map((name) => name.replace('cbccvc_', ''))
  const partly = rights.filter(({ whole }) => !whole)
  const { rows: policies } = await db.query<{ table: string; name: string; roles: string; rows: string }>(
    `select tablename as table, policyname as name, array_to_string(roles, ', ') as roles, coalesce(qual, with_check) as rows
       from pg_policies where schemaname = 'public' order by 1, 2`,
  )
  const { rows: doors } = await db.query<{ name: string; roles: string[] }>(
    `select p.proname as name, array(select r from unnest($1::text[]) with ordinality u (r, i)
                                      where has_function_privilege(r, p.oid, 'execute') order by i) as roles
       from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`,
    [names],
  )
  const code = (text: string) => `\`${text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')}\``
  return [
    intro,
    ...Object.entries(roles).map(([role, what]) => `- \`${role}\`: ${what}`),
    '',
    '## Bảng / Tables',
    '',
    legend,
    '',
    row(['', ...short]),
    row(['---', ...short.map(() => '---')]),
    ...tables.map((table) => row([`\`${table}\``, ...names.map((role) => cell(table, role))])),
    '',
    '## Chỉ một số cột / Some columns only',
    '',
    row(['bảng / table', 'vai trò / role', 'việc / verb', 'cột / columns']),
    row(['---', '---', '---', '---']),
    ...partly.map(({ table, role, verb, columns }) =>
      row([`\`${table}\``, role.replace('cbccvc_', ''), verb.toLowerCase(), columns.join(', ')]),
    ),
    '',
    '## Từng hàng / Rows',
    '',
    rowsIntro,
    '',
    row(['bảng / table', 'quy tắc / policy', 'vai trò / roles', 'hàng / rows']),
    row(['---', '---', '---', '---']),
    ...policies.map((one) => row([`\`${one.table}\``, one.name, one.roles, code(one.rows)])),
    '',
    '## Hàm chạy với quyền của chủ / Functions with the rights of the owner',
    '',
    row(['hàm / function', 'ai gọi được / who may call it']),
    row(['---', '---']),
    ...doors.map(({ name, roles: of }) =>
      row([`\`${name}\``, of.map((role) => role.replace('cbccvc_', '')).join(', ') || '–']),
    ),
    '',
  ].join('\n')
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

const intro = `# Vai trò trong cơ sở dữ liệu / Roles in the database

Trang này do \`npm run derive\` viết từ danh mục của PostgreSQL sau khi chạy mọi migration. Mỗi tiến trình chỉ có quyền mà việc của nó cần; không vai trò nào sửa hay xóa được một mục hồ sơ hoặc một lá của nhật ký (\`spill\` chỉ làm trống nội dung bí mật lọt vào, \`rotate\` chỉ niêm phong lại dưới khóa khác).

This page is written by \`npm run derive\` from PostgreSQL's catalogue after every migration. Each process has the rights that its job needs; no role can change or delete an entry or a leaf (\`spill\` can only blank what is secret, \`rotate\` only seal the same under another key).
`

const legend =
  'R đọc / reads · A thêm / adds · C sửa / changes · D xóa / deletes. Chữ thường: chỉ một số cột / small: some columns only.'

const rowsIntro =
  'Bức tường thứ hai: vai trò `desk` chỉ thấy hàng mà giao dịch của nó nêu ra. / The second wall: the role `desk` sees the rows that its transaction names, and no others.'
