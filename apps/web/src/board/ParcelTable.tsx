/** One row a parcel. */
import type { BoardParcel } from '../api.ts'
import { formatInstant, formatLength, formatNumber } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { parcelHref } from '../frame/pages.ts'
import { Link } from '../frame/router.tsx'
import { Bar } from './Bar.tsx'
import { readParcel } from './reading.ts'
import { kindWord, stateWord } from './stateWords.ts'
import { w } from './words.ts'

function Row({ parcel }: { parcel: BoardParcel }) {
  const say = useSay()
  const language = useLanguage()
  const n = (value: number) => formatNumber(value, language)
  const { receivedAt, concludedAt } = parcel
  return (
    <tr>
      <th scope="row">
        <Link href={parcelHref(parcel.sender, parcel.parcelId)}>{parcel.unitName || parcel.unit}</Link>
        <small>
          <code title={parcel.parcelId}>
            <span className="desk">{parcel.parcelId.slice(0, -12)}</span>
            {parcel.parcelId.slice(-12)}
          </code>
        </small>
      </th>
      <td className="progress">
        <Bar reading={readParcel(parcel)} />
        <span className={`state ${parcel.state}`}>{say(stateWord(parcel.state))}</span>
      </td>
      <td className="tablet text">{say(kindWord(parcel.kind))}</td>
      <td className="phone">{n(parcel.count)}</td>
      <td className="tablet">{n(parcel.entered + parcel.unchanged)}</td>
      <td className={`phone ${parcel.returned ? 'returned' : 'zero'}`}>{n(parcel.returned)}</td>
      <td className={`tablet ${parcel.held ? 'held' : 'zero'}`}>{n(parcel.held)}</td>
      <td className="desk">{receivedAt === null ? say(w.notYet) : formatInstant(receivedAt, language)}</td>
      <td className="desk">
        {receivedAt === null || concludedAt === null
          ? say(w.notYet)
          : `+ ${formatLength(Date.parse(concludedAt) - Date.parse(receivedAt), language)}`}
      </td>
    </tr>
  )
}

export function ParcelTable({ parcels }: { parcels: readonly BoardParcel[] }) {
  const say = useSay()
  return (
    <table className="figures parcels">
      <caption className="only-spoken">{say(w.parcels)}</caption>
      <thead>
        <tr>
          <th scope="col" className="name">
            {say(w.unit)}
          </th>
          <th scope="col" className="progress">
            {say(w.progress)}
          </th>
          <th scope="col" className="tablet text">
            {say(w.kind)}
          </th>
          <th scope="col" className="phone">
            {say(w.count)}
          </th>
          <th scope="col" className="tablet">
            {say(w.entered)}
          </th>
          <th scope="col" className="phone">
            {say(w.returned)}
          </th>
          <th scope="col" className="tablet">
            {say(w.held)}
          </th>
          <th scope="col" className="desk">
            {say(w.receivedAt)}
          </th>
          <th scope="col" className="desk">
            {say(w.stepConcluded)}
          </th>
        </tr>
      </thead>
      <tbody>
        {parcels.map((parcel) => (
          <Row key={parcel.parcelId} parcel={parcel} />
        ))}
      </tbody>
    </table>
  )
}
