import assert from 'node:assert/strict'
import { createServer as createHttp, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createTcp } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { refusal } from '@cbccvc/contract'
import { keyToText, vkeyOf } from '@cbccvc/evidence'
import { main } from '../cli/main.ts'
import { type CourierOptions, createCourier } from '../courier.ts'
import { type Centre, startCentre } from '../testing/centre.ts'
import { people } from '../testing/people.ts'
import { scratchFolder } from '../testing/workbook.ts'
import { NeverReached, type Obstacle } from './meeting.ts'

let centre: Centre
const folder = scratchFolder()
const servers: { close(): unknown }[] = []
before(async () => {
  centre = await startCentre()
})
after(async () => {
  for (const server of servers) server.close()
  await centre?.stop()
  folder.remove()
})

let homes = 0
function courierAt(server: string, options: Partial<CourierOptions> = {}) {
  const { home = `home-${homes++}`, ...rest } = options
  return createCourier({
    home: join(folder.path, home),
    ...{ server, sender: centre.sender, seed: centre.seed, today: () => centre.today, ...rest },
  })
}

async function listening(handler: RequestListener): Promise<string> {
  const server: Server = createHttp(handler)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const probe = createTcp()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

const parcelOf = (courier: ReturnType<typeof createCourier>) =>
  courier.pack(people(2), { kind: 'changes', unit: centre.unit, asOf: centre.today })

/** Sends to a server and gives why it was never reached; the parcel stays in the queue. */
async function neverReached(
  server: string,
  options: Partial<CourierOptions> = {},
): Promise<{ error: NeverReached; seconds: number }> {
  const courier = courierAt(server, options)
  try {
    const parcel = await parcelOf(courier)
    const began = performance.now()
    const error = await courier.send(parcel).then(
      () => assert.fail('it was sent'),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof NeverReached, String(error))
    assert.equal(courier.status()[0]!.state, 'packed')
    return { error, seconds: (performance.now() - began) / 1000 }
  } finally {
    courier.close()
  }
}

test('an address that cannot be the centre is told at once, with what to check; nothing is sent to it', async () => {
  const asked: string[] = []
  const answering = (status: number, body: string) =>
    listening((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      assert.equal(request.headers.authorization, undefined, 'the token is not shown to a stranger')
      response.writeHead(status, { 'content-type': 'text/html' }).end(body)
    })
  const plain = await answering(404, 'not found')
  // A machine without any name service cannot say that a name does not exist: here it is said for it.
  const noName: typeof fetch = async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }) })
  }
  const cases: [server: string, obstacle: Obstacle, said: RegExp, fetch?: typeof globalThis.fetch][] = [
    ['https://trung-tan.example', 'name', /Không tìm thấy máy chủ "trung-tan.example" \(ENOTFOUND\)/, noName],
    [plain, 'foreign', /có trả lời nhưng không phải là máy chủ của trung tâm \(HTTP 404\)/],
    [await answering(200, '<html>Đăng nhập mạng</html>'), 'foreign', /HTTP 200/],
    [await answering(200, '{"ok":true}'), 'foreign', /không phải là máy chủ của trung tâm/],
    [`${centre.server}/api`, 'foreign', /HTTP 404/],
    [plain.replace('http:', 'https:'), 'tls', /không chứng minh được mình/],
    ['http://127.0.0.1:1', 'address', /bad port/],
  ]
  for (const [server, obstacle, said, fetch] of cases) {
    const { error, seconds } = await neverReached(server, fetch && { fetch })
    assert.equal(error.seen.obstacle, obstacle, server)
    assert.match(error.text.vi, said)
    assert.match(error.text.vi, /Đã thử 1 lần .*chưa gửi gì\. Xin kiểm tra: .*Các gói vẫn nằm trong hàng đợi/)
    assert.match(error.text.en, /nothing was sent\. Please check: .*The parcels stay in the queue/)
    assert.doesNotMatch(error.text.vi + error.text.en, /[{}]/)
    assert.ok(seconds < 5, `${server}: ${seconds} s`)
  }
  assert.deepEqual([...new Set(asked)], ['GET /log/keys'])
})

test('a closed port gets a few seconds; a server that opens in time is reached', async () => {
  const port = await closedPort()
  const { error, seconds } = await neverReached(`http://127.0.0.1:${port}`, { firstPatience: 3 })
  assert.equal(error.seen.obstacle, 'closed')
  assert.match(error.text.vi, new RegExp(`Máy "127.0.0.1:${port}" không nhận kết nối \\(ECONNREFUSED\\)`))
  assert.ok(error.tried.attempts > 1 && seconds < 8, `${error.tried.attempts} attempts, ${seconds} s`)

  const courier = courierAt(`http://127.0.0.1:${port}`, { firstPatience: 60 })
  const parcel = await parcelOf(courier)
  const sent = courier.send(parcel)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const target = new URL(centre.server)
  const relay = createTcp((near) => {
    const far = connect(Number(target.port), target.hostname)
    near.pipe(far).pipe(near)
    for (const end of [near, far]) end.on('error', () => {})
  })
  servers.push(relay)
  await new Promise<void>((resolve) => relay.listen(port, '127.0.0.1', resolve))
  assert.match((await sent).promise, /^cbccvc\.promise/)
  courier.close()
})

test('a server that was reached before is waited for as ever, whatever stands in the way', async () => {
  let down = false
  const server = await listening(async (request, response) => {
    if (down) return void response.socket?.destroy()
    const answer = await fetch(`${centre.server}${request.url}`)
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
  })
  const courier = courierAt(server, { home: 'reached', firstPatience: 0.1, patience: 2 })
  await courier.trust()
  down = true
  const parcel = await parcelOf(courier)
  await assert.rejects(courier.send(parcel), (error) => !(error instanceof NeverReached) && /fetch/.test(String(error)))
  courier.close()
})

test('busy at the first meeting is the centre all the same: it is waited for', async () => {
  let times = 0
  const server = await listening(async (request, response) => {
    if (times++ < 3) return void response.writeHead(503).end(JSON.stringify(refusal('server.busy')))
    const answer = await fetch(`${centre.server}${request.url}`)
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
  })
  const courier = courierAt(server, { firstPatience: 0.1 })
  await courier.trust()
  assert.ok(times > 3)
  courier.close()
})

test('another centre than the one whose log the queue trusts is sent nothing', async () => {
  const home = 'two-centres'
  const known = courierAt(centre.server, { home })
  await known.trust()
  known.close()
  const asked: string[] = []
  const server = await listening((request, response) => {
    asked.push(request.url!)
    response.end(
      JSON.stringify({
        origin: 'other',
        log: vkeyOf({ name: 'other', seed: new Uint8Array(32).fill(5) }),
        witnesses: [],
      }),
    )
  })
  const courier = courierAt(server, { home })
  const parcel = await parcelOf(courier)
  await assert.rejects(courier.send(parcel), (error) => {
    assert.ok(error instanceof NeverReached)
    assert.equal(error.seen.obstacle, 'otherCentre')
    return true
  })
  assert.deepEqual(asked, ['/log/keys'])
  courier.close()
})

test('the command says it in both languages, exits with 4, and keeps the parcel', async () => {
  const home = join(folder.path, 'command')
  const key = folder.file('key.txt', keyToText(centre.seed))
  const file = folder.file('two.ndjson', [...people(2)].map((one) => `${JSON.stringify(one)}\n`).join(''))
  const flags = [
    '--home',
    home,
    '--sender',
    centre.sender,
    '--key',
    key,
    '--unit',
    centre.unit,
    '--today',
    centre.today,
  ]
  const said: string[] = []
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = ((text: string) => said.push(String(text)) > 0) as typeof process.stderr.write
  try {
    const stranger = await listening((_, response) => response.writeHead(404).end())
    assert.equal(await main(['push', file, ...flags, '--server', stranger]), 4)
    assert.equal(await main(['push', ...flags, '--server', 'khong-co.invalid']), 2, 'no address at all')
  } finally {
    process.stderr.write = write
  }
  assert.match(said.join(''), /có trả lời nhưng không phải là máy chủ của trung tâm \(HTTP 404\)/)
  assert.match(said.join(''), /it is not the server of the centre/)
  assert.match(said.join(''), /--server cần là địa chỉ bắt đầu bằng https:\/\//)
  assert.equal(
    await main(['push', ...flags, '--server', centre.server]),
    0,
    'the same parcel goes to the right address',
  )
})
