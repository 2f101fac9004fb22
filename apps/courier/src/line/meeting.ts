import { type RefusalCode, RefusedError, refusals } from '@cbccvc/contract'
import type { Text } from '@cbccvc/standard'

/**
 * The first meeting with a server. A line that was good before and breaks comes back by itself; an address through which
 * nothing ever came is more likely mistyped, and whoever waits for it waits in vain. Until a server has answered as the
 * centre does, the courier therefore says soon what it tried, and sends it nothing.
 */
export interface Meeting {
  /** True once the server has answered as the centre, in this queue. */
  readonly known: () => boolean
  /** Keeps, durably, that it has. */
  readonly keep: () => void
  /** Looks at what the server shows as the keys of its log; throws NeverReached where it is not the centre we know. */
  readonly check: (shown: unknown) => void
}

/** Why a server was never reached. Closed: each has its sentence below. */
export type Obstacle = 'address' | 'name' | 'tls' | 'foreign' | 'otherCentre' | 'closed' | 'unreachable'

/** Obstacles that waiting cannot remove: said at once. The others get a few seconds. */
const lasting: ReadonlySet<Obstacle> = new Set(['address', 'name', 'tls', 'foreign', 'otherCentre'])

export const isLasting = (obstacle: Obstacle): boolean => lasting.has(obstacle)

/** What stood in the way, and what it looked like: a code of the system, or the HTTP status of a foreign answer. */
export interface Seen {
  readonly obstacle: Obstacle
  readonly detail: string
}

/** How often the server was tried, and for how long. */
export interface Tried {
  readonly attempts: number
  readonly seconds: number
}

/** A server that never answered as the centre in this queue. Nothing was sent to it; the parcels wait in the queue. */
export class NeverReached extends Error {
  override readonly name = 'NeverReached'
  readonly seen: Seen
  readonly server: string
  readonly tried: Tried

  constructor(server: string, seen: Seen, tried: Tried = { attempts: 1, seconds: 0 }) {
    super(`${shown(server)} was never reached (${seen.obstacle}: ${seen.detail})`)
    this.server = server
    this.seen = seen
    this.tried = tried
  }

  get text(): Text {
    const { obstacle, detail } = this.seen
    const facts: Readonly<Record<string, string>> = { server: shown(this.server), host: hostOf(this.server), detail }
    const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (hole, name: string) => facts[name] ?? hole)
    const { what, check } = sentences[obstacle]
    const { attempts, seconds } = this.tried
    return {
      vi: `${fill(what.vi)} Đã thử ${attempts} lần trong ${Math.ceil(seconds)} giây, chưa gửi gì. Xin kiểm tra: ${fill(check.vi)}. Các gói vẫn nằm trong hàng đợi; kiểm tra xong thì chạy lại: courier push --server ĐỊA_CHỈ`,
      en: `${fill(what.en)} Tried ${attempts} times in ${Math.ceil(seconds)} s, nothing was sent. Please check: ${fill(check.en)}. The parcels stay in the queue; then run again: courier push --server ADDRESS`,
    }
  }
}

const sentences: Readonly<Record<Obstacle, { readonly what: Text; readonly check: Text }>> = {
  address: {
    what: {
      vi: 'Địa chỉ {server} không dùng được ({detail}).',
      en: 'The address {server} cannot be used ({detail}).',
    },
    check: {
      vi: 'địa chỉ máy chủ và số cổng có viết đúng không',
      en: 'whether address and port are written right',
    },
  },
  name: {
    what: {
      vi: 'Không tìm thấy máy chủ "{host}" ({detail}).',
      en: 'There is no server "{host}" ({detail}).',
    },
    check: {
      vi: 'tên máy chủ có viết đúng không; máy này đã nối vào mạng truyền số liệu chuyên dùng (hoặc VPN) chưa',
      en: 'whether the name is written right; whether this machine is on the network of the State bodies (or the VPN)',
    },
  },
  tls: {
    what: {
      vi: 'Máy chủ "{host}" không chứng minh được mình qua kết nối bảo mật ({detail}).',
      en: 'The server "{host}" does not prove itself over the secure connection ({detail}).',
    },
    check: {
      vi: 'địa chỉ có đúng tên ghi trong chứng thư và đúng https hay http không; ngày giờ của máy này; chứng thư gốc của cơ quan đã cài chưa',
      en: 'whether the address is the one in the certificate, and https or http is right; the clock of this machine; whether the root certificate is installed',
    },
  },
  foreign: {
    what: {
      vi: 'Địa chỉ {server} có trả lời nhưng không phải là máy chủ của trung tâm ({detail}).',
      en: 'Something answers at {server}, but it is not the server of the centre ({detail}).',
    },
    check: {
      vi: 'địa chỉ, số cổng và phần sau dấu / có đúng như trung tâm đã báo không; có trang đăng nhập mạng hay proxy nào trả lời thay không',
      en: 'whether address, port and path are those that the centre told; whether a login page or a proxy answers in its place',
    },
  },
  otherCentre: {
    what: {
      vi: 'Địa chỉ {server} là một trung tâm khác: khóa nhật ký của nó không phải khóa mà hàng đợi này tin ({detail}).',
      en: 'At {server} is another centre: the key of its log is not the one that this queue trusts ({detail}).',
    },
    check: {
      vi: 'địa chỉ máy chủ có đúng không; nếu trung tâm đã đổi khóa thì nhận khóa mới bằng đường khác và ghi vào --log-key; gửi cho một trung tâm khác (bản thử) thì dùng --home khác',
      en: 'whether the address is right; if the centre changed its key, get the new one another way and give it as --log-key; for another centre (a sandbox) use another --home',
    },
  },
  closed: {
    what: {
      vi: 'Máy "{host}" không nhận kết nối ({detail}).',
      en: 'The machine "{host}" takes no connection ({detail}).',
    },
    check: {
      vi: 'địa chỉ và số cổng có đúng không; máy chủ của trung tâm đã chạy chưa; tường lửa có chặn không',
      en: 'whether address and port are right; whether the server of the centre runs; whether a firewall is in between',
    },
  },
  unreachable: {
    what: {
      vi: 'Không tới được máy chủ "{host}" ({detail}).',
      en: 'The server "{host}" cannot be reached ({detail}).',
    },
    check: {
      vi: 'địa chỉ có viết đúng không; máy này đã nối vào mạng truyền số liệu chuyên dùng (hoặc VPN) chưa; tường lửa và proxy',
      en: 'whether the address is right; whether this machine is on the network of the State bodies (or the VPN); firewall and proxy',
    },
  },
}

/** Answers of our own table, but the one that says that the path is none of ours. */
const ours = (code: string): boolean => Object.hasOwn(refusals, code) && (code as RefusalCode) !== 'request.notFound'

const tlsCodes = /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/

/** What stands between us and a server that never answered; `null` for an error that is not of the way there. */
export function obstacleIn(error: unknown): Seen | null {
  if (error instanceof RefusedError) {
    if (ours(error.refusal.code)) return null
    const passing = error.status === 429 || error.status >= 500
    return { obstacle: passing ? 'unreachable' : 'foreign', detail: `HTTP ${error.status}` }
  }
  if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return { obstacle: 'unreachable', detail: error.name }
  if (!(error instanceof TypeError)) return null
  const cause = (error as { cause?: { code?: string; message?: string } }).cause
  const code = (error as { code?: string }).code ?? cause?.code ?? ''
  if (code === 'ERR_INVALID_URL' || cause?.message === 'bad port' || /unknown scheme/.test(cause?.message ?? ''))
    return { obstacle: 'address', detail: cause?.message ?? code }
  if (!/fetch|terminated|network/i.test(error.message)) return null
  if (code === 'ENOTFOUND') return { obstacle: 'name', detail: code }
  if (tlsCodes.test(code)) return { obstacle: 'tls', detail: code }
  if (code.startsWith('HPE_')) return { obstacle: 'foreign', detail: code }
  if (code === 'ECONNREFUSED') return { obstacle: 'closed', detail: code }
  return { obstacle: 'unreachable', detail: code === '' ? error.message : code }
}

/** An address as it may be shown: without a name and password that somebody wrote into it. */
function shown(server: string): string {
  const url = URL.parse(server)
  return url === null ? server : `${url.origin}${url.pathname.replace(/\/$/, '')}`
}

function hostOf(server: string): string {
  return URL.parse(server)?.host ?? server
}
