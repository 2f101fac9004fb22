/** One body: its figures, and the parcels that it has sent, newest first. */
import { boardAt, parcelsAt } from '../api.ts'
import { useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { bodyHref } from '../frame/pages.ts'
import { Link, useQuery } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { useLive } from '../live.ts'
import './board.css'
import { Crumbs } from './Crumbs.tsx'
import { Fresh, LineState } from './LineState.tsx'
import { Overview } from './Overview.tsx'
import { ParcelTable } from './ParcelTable.tsx'
import { w } from './words.ts'

function Parcels({ code }: { code: string }) {
  const say = useSay()
  const [after] = useQuery<string>('after', '')
  const { again, ...live } = useLive(parcelsAt(code, after || null))
  const page = live.data
  return (
    <section aria-labelledby="parcels">
      <h2 id="parcels">
        {say(w.parcels)} <small>{say(w.newest)}</small>
      </h2>
      <LineState live={live} again={again} />
      {page && page.parcels.length > 0 && <ParcelTable parcels={page.parcels} />}
      {page && page.parcels.length === 0 && <p className="empty">{say(w.noParcels)}</p>}
      {!page && live.lostSince === null && !live.refused && <p className="loading">{say(frame.loading)}</p>}
      {page && (page.next !== null || after) && (
        <p className="actions">
          {after && <Link href={bodyHref(code)}>{say(w.newer)}</Link>}
          {page.next !== null && (
            <Link href={`${bodyHref(code)}?after=${encodeURIComponent(page.next)}`}>{say(w.older)}</Link>
          )}
        </p>
      )}
    </section>
  )
}

export default function BodyPage({ params }: { params: Params }) {
  const say = useSay()
  const code = params.body!
  const { again, ...live } = useLive(boardAt)
  const body = live.data?.bodies.find((one) => one.code === code)
  const title = { vi: body?.name ?? code, en: body?.name ?? code }
  useTitle(title)
  if (live.data && !body)
    return (
      <section className="message">
        <h1>{say(w.unknownBody, { code })}</h1>
        <p className="actions">
          <Link href="/">{say(frame.home)}</Link>
        </p>
      </section>
    )
  return (
    <>
      <Crumbs steps={[{ href: '/', label: say(w.back) }]} />
      <div className="heading">
        <h1>{say(title)}</h1>
        {body && (
          <p>
            <code>{body.code}</code> · {say(w[body.group])} · {say(w.units, { n: body.units })}
            {body.placeholder && (
              <>
                {' · '}
                <span className="tag">{say(w.placeholderNote)}</span>
              </>
            )}{' '}
            <Fresh live={live} />
          </p>
        )}
      </div>
      {live.data ? null : <LineState live={live} again={again} />}
      {body && <Overview counts={body.counts} />}
      <Parcels code={code} />
    </>
  )
}
