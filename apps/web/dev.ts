/**
 * A stand-in centre for work on the pages while no server runs: `node run.mjs dev.ts`. Counts move by themselves;
 * the receipts are real ones of a small log of its own. No test uses it.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import type { Board, BoardParcel, Counts } from '@cbccvc/contract'

const root = new URL('../../packages/standard/data/', import.meta.url)
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'))
const dist = new URL('dist/', import.meta.url).pathname
const begun = Date.now()
const iso = (ms: number) => new Date(ms).toISOString()

const named = (list: string) => json(`codes/${list}.json`).items as { code: string; name: string }[]
const bodies = [
  ...named('to-chuc-g')
    .slice(0, 29)
    .map((body) => ({ ...body, group: 'trungUong' as const, placeholder: false })),
  ...[1, 2, 3, 4].map((i) => ({
    code: `X0${i}`,
    name: `Cơ quan trung ương ${i}`,
    group: 'trungUong' as const,
    placeholder: true,
  })),
  ...named('to-chuc-h').map((body) => ({ ...body, group: 'diaPhuong' as const, placeholder: false })),
]

function countsOf(i: number, progress: number): Counts {
  const sent = i === 7 ? 0 : Math.round((i < 33 ? 62 : 289) * (0.4 + ((i * 37) % 23) / 18))
  const at = (share: number, delay: number) =>
    Math.floor(sent * share * Math.max(0, Math.min(1, progress * 1.3 - delay)))
  const received = at(1, 0)
  const returned = at(((i * 7) % 5) / 300, 0.1)
  const held = at(((i * 3) % 4) / 400, 0.1)
  const unchanged = at(i % 9 === 0 ? 0.2 : 0, 0.1)
  const entered = Math.max(0, at(1, 0.1) - returned - held - unchanged)
  const people = entered + unchanged
  const verified = Math.max(0, Math.min(people, at(0.985, 0.2)))
  return {
    ...{
      sent: Math.min(sent, Math.ceil(sent * Math.min(1, progress * 1.4))),
      received,
      entered,
      unchanged,
      returned,
      held,
    },
    ...{ people, verified, mismatched: Math.floor(verified * 0.012) },
    ...{ dung: Math.floor(people * 0.981), du: Math.floor(people * 0.94), sach: Math.floor(people * 0.963) },
    song: Math.floor(people * 0.999),
  }
}

function board(): Board {
  const progress = Number(process.env.PROGRESS ?? 0) || Math.min(1, (Date.now() - begun) / 90_000)
  const rows = bodies.map(({ code, name, group, placeholder }, i) => {
    const counts = countsOf(i, progress * (0.8 + (i % 5) / 10))
    const units = 1 + Math.ceil(counts.sent / 60)
    return {
      code,
      name,
      group,
      placeholder,
      units,
      counts,
      lastReceivedAt: counts.received ? iso(Date.now() - i * 7000) : null,
    }
  })
  const totals = Object.fromEntries(
    Object.keys(rows[0]!.counts).map((key) => [
      key,
      rows.reduce((sum, row) => sum + row.counts[key as keyof Counts], 0),
    ]),
  ) as Counts
  const down = process.env.POPULATION === 'down'
  return {
    at: iso(Date.now()),
    today: '2023-06-20',
    totals,
    log: { size: 312, checkpointAt: iso(Date.now() - 700), witnesses: 2 },
    population: {
      state: down ? 'down' : 'up',
      since: down ? iso(begun) : null,
      waiting: totals.people - totals.verified,
    },
    waiting: progress < 1 ? 14 : 0,
    stuck: { parts: 0, since: null, faults: [] },
    bodies: rows,
  }
}

const states = ['received', 'concluded', 'concluded', 'refused', 'open', 'concluded'] as const
function parcel(sender: string, i: number): BoardParcel {
  const state = states[i % states.length]!
  const count = [412, 2960, 3, 118, 57, 500][i % 6]!
  const done = state === 'concluded' ? count : state === 'received' ? Math.floor(count * 0.6) : 0
  const returned = i % 2 ? Math.floor(done * 0.02) : 0
  const held = i % 6 === 1 ? 4 : 0
  const received = state === 'open' ? null : iso(begun - i * 3_600_000)
  return {
    parcelId: `0190291c-7a1b-7${String(100 + i)}-8d2e-5f3a9b1c${String(1000 + i)}`,
    ...{
      sender,
      unit: `${sender}.${i}`,
      unitName: ['Sở Giáo dục và Đào tạo', 'Văn phòng', 'Phòng Nội vụ huyện Châu Thành'][i % 3]!,
    },
    ...{ kind: ['full', 'changes', 'full', 'withdrawal'][i % 4]!, count, state, receivedAt: received },
    concludedAt: state === 'concluded' ? iso(begun - i * 3_600_000 + 1400 + i * 830) : null,
    ...{ entered: done - returned - held, unchanged: 0, returned, held },
  }
}

const findings = [
  { rule: 'soDinhDanh.dang', path: 'soDinhDanh', weight: 'blocks', word: 'dung', count: 5 },
  { rule: 'soDinhDanh.namSinh', path: 'ngaySinh', weight: 'asks', word: 'dung', count: 12 },
  { rule: 'quaTrinhLuong.heSo', path: 'quaTrinhLuong[].heSo', weight: 'asks', word: 'dung', count: 31 },
  { rule: 'batBuoc', path: 'soBHXH', weight: 'asks', word: 'du', count: 204 },
  { rule: 'chuanHoa.khoangTrang', path: 'hoTenKhaiSinh', weight: 'notes', word: 'sach', count: 88 },
] as const
const standard = {
  edition: '2023',
  ruleSet: '2023.1',
  fields: json('editions/2023.json').fields,
  rules: [
    [
      'soDinhDanh.dang',
      'blocks',
      'Số định danh phải có 12 chữ số; ở đây có {so}.',
      'The personal number must have 12 digits; here it has {so}.',
      'Luật Căn cước 2023, Điều 12',
    ],
    [
      'soDinhDanh.namSinh',
      'asks',
      'Số định danh cho biết sinh năm {nam}, ngày sinh ghi {ngaySinh}.',
      'The personal number says born in {nam}, the birth date says {ngaySinh}.',
      'NĐ 137/2015/NĐ-CP, Điều 13',
    ],
    [
      'quaTrinhLuong.heSo',
      'asks',
      'Hệ số {heSo} không có ở bậc {bac} của ngạch {ngach}.',
      'Coefficient {heSo} does not exist at step {bac} of rank {ngach}.',
      'NĐ 204/2004/NĐ-CP, Bảng 2',
    ],
    ['batBuoc', 'asks', 'Thiếu trường bắt buộc.', 'A required field is missing.', 'TT 06/2023/TT-BNV'],
    ['chuanHoa.khoangTrang', 'notes', 'Đã bỏ khoảng trắng thừa.', 'Spare white space was removed.', 'TCVN 6909:2001'],
  ].map(([id, weight, vi, en, legal]) => ({ id, weight, word: 'dung', message: { vi, en }, legal, fields: [] })),
  codeLists: [],
}

function answer(path: string, query: URLSearchParams): unknown {
  const sender = query.get('sender') ?? 'H01'
  if (path === '/v1/board') return board()
  if (path === '/v1/board/parcels') {
    const from = Number(query.get('after') ?? 0)
    return {
      parcels: Array.from({ length: 20 }, (_, i) => parcel(sender, from + i)),
      next: from < 40 ? String(from + 20) : null,
    }
  }
  const id = /^\/v1\/board\/parcels\/([^/]+)\/findings$/.exec(path)?.[1]
  if (id) return { parcel: parcel(sender, Number(id.slice(15, 18)) - 100), findings }
  if (path.startsWith('/v1/standard/')) return standard
  return null
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const found = answer(url.pathname, url.searchParams)
  if (found) return void response.setHeader('content-type', 'application/json').end(JSON.stringify(found))
  const file = join(dist, url.pathname)
  const path =
    url.pathname !== '/' && existsSync(file)
      ? file
      : /^\/(v1|log)\//.test(url.pathname)
        ? null
        : join(dist, 'index.html')
  if (!path) return void response.writeHead(404).end()
  response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
  response.setHeader('content-security-policy', policy)
  createReadStream(path).pipe(response)
}).listen(Number(process.env.PORT ?? 5173), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${process.env.PORT ?? 5173}`),
)
