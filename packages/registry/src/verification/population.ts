/**
 * The population register as we speak to it: agreed bulk matching of three values, and a second look-up that fetches
 * values for cleaning. Element names are those of its real messages (domain: QCVN 109:2017/BTTTT, C06 service).
 */
import { randomUUID } from 'node:crypto'

export interface PopulationAddress {
  readonly url: string
  /** Our organisation id and the officer (here: the service) that answers for the question. */
  readonly maDonVi: string
  readonly maCanBo: string
}

export interface MatchQuestion {
  readonly id: string
  readonly soDinhDanh: string
  readonly hoTen: string
  readonly ngaySinh: string
}

export interface MatchAnswer {
  readonly id: string
  readonly result: 'found' | 'notFound' | 'multiple' | 'deceased'
  readonly fields?: { readonly hoTen?: 'match' | 'differs'; readonly ngaySinh?: 'match' | 'differs' }
}

/** The register cannot answer now; `retryAfter` seconds if it said so. */
export class PopulationDownError extends Error {
  override readonly name = 'PopulationDownError'
  readonly retryAfter: number | null
  /** It answers, but we asked too much (429). */
  readonly overQuota: boolean
  constructor(why: string, retryAfter: number | null = null, overQuota = false) {
    super(why)
    this.retryAfter = retryAfter
    this.overQuota = overQuota
  }
}

/** The register refuses this very request, whoever asks when: a 4xx that is no "too many". */
export class PopulationRefusedError extends Error {
  override readonly name = 'PopulationRefusedError'
}

/** The procedure and integration under which we ask (codes ours until agreed). */
const purpose = { maDVC: 'CBCCVC.DOIKHOP', maTichHop: '037' }
export const lookupPurpose = 'lamSach'

/** At most this many questions in one request. */
export const mostQuestions = 1000

/** Asks about all of them in one request. Throws PopulationDownError, PopulationRefusedError. */
export async function matchPeople(
  at: PopulationAddress,
  questions: readonly MatchQuestion[],
): Promise<Map<string, MatchAnswer>> {
  const body = { requestId: randomUUID(), ...purpose, maDonVi: at.maDonVi, maCanBo: at.maCanBo, questions }
  const { answers } = (await post(`${at.url}/match`, body, 60_000)) as { answers?: MatchAnswer[] }
  if (!Array.isArray(answers)) throw new PopulationDownError('answered without answers')
  return new Map(answers.map((answer) => [answer.id, answer]))
}

/** The two values that can differ, as the register has them. Null where it has none. */
export interface PopulationValues {
  readonly hoTenKhaiSinh: string | null
  readonly ngaySinh: string | null
}

interface Citizen {
  readonly HoVaTen?: { readonly Ho?: string; readonly ChuDem?: string; readonly Ten?: string }
  readonly NgayThangNamSinh?: { readonly Nam?: string; readonly NgayThangNam?: string }
}

export async function lookUp(
  at: PopulationAddress,
  requestId: string,
  soDinhDanh: string,
): Promise<PopulationValues | null> {
  const body = { requestId, ...purpose, maDonVi: at.maDonVi, maCanBo: at.maCanBo, mucDich: lookupPurpose, soDinhDanh }
  const { found, congDan } = (await post(`${at.url}/lookup`, body, 20_000)) as { found: boolean; congDan?: Citizen }
  if (!found || !congDan) return null
  const { Ho, ChuDem, Ten } = congDan.HoVaTen ?? {}
  const name = [Ho, ChuDem, Ten].filter(Boolean).join(' ')
  return { hoTenKhaiSinh: name || null, ngaySinh: dateOf(congDan.NgayThangNamSinh) }
}

/** `{NgayThangNam: yyyyMMdd}` or `{Nam: yyyy}` → `yyyy-mm-dd` or `yyyy`. */
function dateOf(born: Citizen['NgayThangNamSinh']): string | null {
  const full = /^(\d{4})(\d\d)(\d\d)$/.exec(born?.NgayThangNam ?? '')
  if (full) return `${full[1]}-${full[2]}-${full[3]}`
  return /^\d{4}$/.test(born?.Nam ?? '') ? born!.Nam! : null
}

async function post(url: string, body: unknown, patienceMs: number): Promise<object> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // What we ask names people: it goes where it was sent, or nowhere.
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
  } catch (error) {
    throw new PopulationDownError(error instanceof Error ? error.message : 'no answer')
  }
  if (!response.ok) {
    await response.body?.cancel()
    const { status } = response
    if (status >= 400 && status < 500 && status !== 429) throw new PopulationRefusedError(`answered ${status}`)
    throw new PopulationDownError(
      `answered ${status}`,
      Number(response.headers.get('retry-after')) || null,
      status === 429,
    )
  }
  let answered: unknown
  try {
    answered = await response.json()
  } catch (error) {
    throw new PopulationDownError(error instanceof Error ? error.message : 'no whole answer')
  }
  if (typeof answered !== 'object' || answered === null) throw new PopulationDownError('answered no object')
  return answered
}
