/** One parcel: its way from the first part to the receipt, its findings as counts, and what to do next. */
import { boardAt, findingsAt } from '../api.ts'
import { formatNumber } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { bodyHref, type Params } from '../frame/pages.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { useLive } from '../live.ts'
import { Bar, Legend } from './Bar.tsx'
import './board.css'
import { Crumbs } from './Crumbs.tsx'
import { Findings } from './Findings.tsx'
import { Fresh, LineState } from './LineState.tsx'
import { Next } from './Next.tsx'
import { readParcel } from './reading.ts'
import { kindWord } from './stateWords.ts'
import { Way } from './Way.tsx'
import { w } from './words.ts'

export default function ParcelPage({ params }: { params: Params }) {
  const say = useSay()
  const language = useLanguage()
  const { again, ...live } = useLive(findingsAt(params.body!, params.parcel!))
  const board = useLive(boardAt).data
  const body = board?.bodies.find((one) => one.code === params.body)
  const parcel = live.data?.parcel
  const unit = parcel ? parcel.unitName || parcel.unit : ''
  const title = parcel ? say(w.parcelOf, { unit }) : say(w.parcel)
  useTitle({ vi: title, en: title })
  return (
    <>
      <Crumbs
        steps={[
          { href: '/', label: say(w.back) },
          { href: bodyHref(params.body!), label: body?.name ?? params.body! },
        ]}
      />
      <div className="heading">
        <h1>{title}</h1>
        <p>
          <code>{params.parcel}</code>
          {parcel && (
            <>
              {' · '}
              {say(kindWord(parcel.kind))} · {formatNumber(parcel.count, language)} {say(w.records)}
            </>
          )}{' '}
          <Fresh live={live} />
        </p>
      </div>
      <LineState live={live} again={again} />
      {parcel && live.data ? (
        <>
          <div className="overview">
            <section className="panel" aria-labelledby="way">
              <h2 id="way">{say(w.parcelWay)}</h2>
              <Bar reading={readParcel(parcel)} />
              <Legend reading={readParcel(parcel)} />
              <Way parcel={parcel} />
            </section>
            <Next {...live.data} />
          </div>
          <Findings findings={live.data.findings} />
        </>
      ) : (
        live.lostSince === null && !live.refused && <p className="loading">{say(frame.loading)}</p>
      )}
    </>
  )
}
