/** The rooms of watching that this account may enter, each with what waits in it. */
import type { Action, Text } from '@cbccvc/standard'
import { alarmsAt, glassesAt, inspectionsAt } from '../api.ts'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import './watch.css'
import { w } from './words.ts'

interface Room {
  readonly href: string
  readonly needs: Action
  readonly title: Text
  readonly does: Text
}

const rooms: readonly Room[] = [
  { href: '/watch/alarms', needs: 'alarm.read', title: w.alarms, does: w.alarmsDoes },
  { href: '/watch/glasses', needs: 'breakGlass.review', title: w.glasses, does: w.glassesDoes },
  { href: '/watch/inspections', needs: 'inspection.read', title: w.inspections, does: w.inspectionsDoes },
  { href: '/watch/complaints', needs: 'complaint.read', title: w.complaints, does: w.complaintsDoes },
  { href: '/watch/looks', needs: 'look.read', title: w.looks, does: w.looksDoes },
  { href: '/watch/drill', needs: 'look.drill', title: w.drill, does: w.drillDoes },
  { href: '/watch/emergency', needs: 'breakGlass.open', title: w.breakGlass, does: w.breakGlassDoes },
]

export default function WatchPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.title)
  const may = (action: Action) => me.can.includes(action)
  const alarms = useLoaded(may('alarm.settle') ? alarmsAt : null).data?.alarms
  const glasses = useLoaded(may('breakGlass.review') ? glassesAt : null).data?.glasses
  const inspections = useLoaded(may('inspection.approve') ? inspectionsAt : null).data?.inspections
  const waiting: Readonly<Record<string, number | undefined>> = {
    '/watch/alarms': alarms?.filter(({ settledAt }) => settledAt === null).length,
    '/watch/glasses': glasses?.filter(({ reviewedAt }) => reviewedAt === null).length,
    '/watch/inspections': inspections?.filter(({ state }) => state === 'asked').length,
  }
  return (
    <>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.title)}</h1>
        <p>{say(w.note)}</p>
      </div>
      <ul className="rooms">
        {rooms
          .filter(({ needs }) => may(needs))
          .map(({ href, title, does }) => {
            const n = waiting[href]
            return (
              <li key={href} className="panel">
                <Link href={href}>{say(title)}</Link>
                <p>{say(does)}</p>
                {n !== undefined && <p className="hint">{n > 0 ? <b>{say(w.waits, { n })}</b> : say(w.waitsNone)}</p>}
              </li>
            )
          })}
      </ul>
    </>
  )
}
