/** The roles that an account holds, as one line each. */
import type { Grant } from '../api.ts'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { placeName, roleName } from '../frame/roles.ts'
import { w } from './words.ts'

export function GrantLine({ grant, today }: { grant: Grant; today: string }) {
  const say = useSay()
  const notes = [
    grant.via !== 'issued' && say(w[grant.via]),
    grant.validFrom > today && say(w.from, { day: formatDate(grant.validFrom) }),
    grant.validTo && say(w.until, { day: formatDate(grant.validTo) }),
  ].filter(Boolean)
  return (
    <>
      <b>{say(roleName(grant.role))}</b> · {say(placeName(grant))}
      {notes.length > 0 && <span className="hint"> · {notes.join(' · ')}</span>}
    </>
  )
}
