import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { edition } from '@cbccvc/standard'
import { people } from '../testing/people.ts'
import { scratchFolder } from '../testing/workbook.ts'

const bin = join(import.meta.dirname, '..', '..', 'bin', 'courier.mjs')
const folder = scratchFolder()
after(() => folder.remove())

function courier(...args: string[]) {
  return spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    env: { ...process.env, COURIER_HOME: join(folder.path, 'home') },
  })
}

test('the standard in one line of JSON', () => {
  const { stdout, status } = courier('standard', '--json')
  assert.equal(status, 0)
  const said = JSON.parse(stdout) as { edition: string; fields: string[]; rules: string[]; codeLists: number }
  assert.equal(said.edition, '2023')
  assert.equal(said.fields.length, 109)
  assert.equal(said.rules.length, edition().rules.length)
  assert.ok(said.codeLists > 0)
})

test('a reader who stops reading is no fault', () => {
  const gone = spawnSync('sh', ['-c', '"$0" "$1" standard --json | true', process.execPath, bin], { encoding: 'utf8' })
  assert.equal(gone.stderr, '')
})

test('help speaks Vietnamese first; mistakes are told in both languages', () => {
  assert.match(courier('--help').stdout, /^courier – gửi hồ sơ/)
  const wrong = courier('đẩy')
  assert.equal(wrong.status, 2)
  assert.match(wrong.stderr, /Không có lệnh "đẩy"\n {2}There is no command/)
  assert.equal(courier('push').status, 2)
  assert.equal(courier('push', 'x.csv', '--kínd', 'full').status, 2)
})

test('a check tells counts by rule, writes the findings, and sends nothing', () => {
  const lines = [...people(4)].map((one, i) => `${JSON.stringify(i === 2 ? { ...one, soDinhDanh: '1' } : one)}\n`)
  const file = folder.file('four.ndjson', lines.join(''))
  const { stdout, status } = courier('push', file, '--check-only', '--today', '2023-06-20')
  assert.equal(status, 3, stdout)
  assert.match(stdout, /Đã đọc 4 hồ sơ/)
  assert.match(stdout, /trả lại \/ returned/)
})

test('an empty form is no check passed, and what a file holds does not steer the terminal', () => {
  const empty = folder.file('empty.csv', 'soDinhDanh;hoTenKhaiSinh\n')
  assert.match(courier('push', empty, '--check-only').stderr, /Tệp không có hồ sơ nào/)
  const { status, stderr } = courier('push', folder.file('odd.csv', 'Tên\u001b[2J;Lương\nAn;3\n'), '--check-only')
  assert.equal(status, 1)
  assert.match(stderr, /Không tìm thấy bảng người/)
  assert.ok(!stderr.includes('\u001b'))
  assert.match(courier('verify', 'none.txt', '--log-key', 'x').stderr, /Không thấy tệp hay thư mục: none\.txt/)
})

test('a secret mark is refused with its place, and a key is never replaced', () => {
  const file = folder.file(
    'mat.csv',
    'soDinhDanh;hoTenKhaiSinh;congViecChinh\n001085012345;An;Văn thư\n001085012346;Bình;Tuyệt mật\n',
  )
  const { stderr, status } = courier('push', file, '--check-only')
  assert.equal(status, 1)
  assert.match(stderr, /Từ chối: tệp "mat", dòng 3 \(trường "Công việc chính[^)]*\) mang dấu Mật/)
  const key = join(folder.path, 'k.json')
  assert.equal(courier('keygen', key).status, 0)
  assert.equal(courier('keygen', key).status, 1)
})

test('a value that begins with a secrecy stamp stops the push with every place, until somebody confirms', () => {
  const file = folder.file(
    'nghi.csv',
    `soDinhDanh;hoTenKhaiSinh;congViecChinh;soTruongCongTac
001085012345;Nguyễn Văn Mật;MẬT: theo dõi nội bộ;Mật độ dân số
001085012346;Bình;Bí mật nhà nước;"TỐI MẬT - hồ sơ"
`,
  )
  const key = join(folder.path, 'nghi.json')
  courier('keygen', key)
  const common = ['--server', 'http://127.0.0.1:9', '--sender', 'H26', '--key', key, '--today', '2023-06-20']
  const stopped = courier('push', file, ...common)
  assert.equal(stopped.status, 1)
  assert.match(stopped.stderr, /chưa có gì được niêm phong hay gửi đi: 2 giá trị/)
  assert.match(stopped.stderr, /tệp "nghi", dòng 2 \(trường "Công việc chính[^)]*\): “MẬT…”/)
  assert.match(stopped.stderr, /tệp "nghi", dòng 3 \(trường "Sở trường công tác"\): “TỐI MẬT…”/)
  assert.match(stopped.stderr, /--not-secret/)
  assert.ok(!/theo dõi|hồ sơ"/.test(stopped.stderr), 'no value is repeated')
  assert.match(courier('status').stdout, /Chưa có gói nào/)
  const checked = courier('push', file, '--check-only', '--today', '2023-06-20')
  assert.match(checked.stdout, /2 {2}cần trả lời \/ to answer {2}secret\.stamp/)
  const confirmed = courier('push', file, ...common, '--not-secret')
  assert.match(confirmed.stdout, /Đã niêm phong gói/)
})

test('a day of the data that has not come, or is none, is refused before anything is read', () => {
  for (const [day, said] of [
    ['2023-06-21', /nằm sau hôm nay \(2023-06-20\)/],
    ['2023-02-30', /cần là một ngày có thật/],
    ['20/06/2023', /dạng yyyy-mm-dd/],
  ] as const) {
    const file = folder.file('mot.ndjson', `${JSON.stringify([...people(1)][0])}\n`)
    const { status, stderr } = courier('push', file, '--check-only', '--as-of', day, '--today', '2023-06-20')
    assert.equal(status, 2)
    assert.match(stderr, said)
  }
})
