/** Who looked at the own record: when, who, in which role, why. */
import type { LookShapes } from '@cbccvc/contract'
import { useCallback, useEffect, useState } from 'react'
import { act } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { placeName, roleName } from '../frame/roles.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { purposeWords, w } from './words.ts'

export default function MyLooksPage() {
  const say = useSay()
  const language = useLanguage()
  useTitle(w.looks)
  const [page, setPage] = useState<LookShapes.MyLooks | null>(null)
  const { busy, trouble, run } = useAct()
  const load = useCallback(
    (after?: string) =>
      run(async () => {
        const more = await carryOut(act('myLooks', '/v1/me/looks', { limit: 50, ...(after && { after }) }))
        setPage((before) => (after && before ? { ...more, looks: [...before.looks, ...more.looks] } : more))
      }),
    [run],
  )
  useEffect(() => void load(), [load])
  return (
    <>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.looks)}</h1>
        <p>{say(w.looksNote)}</p>
      </div>
      <Said trouble={trouble} />
      {!page && busy && <p className="loading">{say(frame.loading)}</p>}
      {page?.looks.length === 0 && <p className="empty">{say(w.noLooks)}</p>}
      {page && page.looks.length > 0 && (
        <ul className="rows panel">
          {page.looks.map(({ at, own, who, purpose, caseNo, emergency, action }) => (
            <li key={`${at} ${action} ${who?.name}`}>
              <div>
                <b>{own ? say(w.own) : (who?.name ?? say(w.somebody))}</b>
                {who?.roles.map((one) => ` · ${say(roleName(one.role))}, ${say(placeName(one))}`)}
                {emergency && <span className="badge">{say(w.emergency)}</span>}
                <p className="hint">
                  {formatInstant(at, language)}
                  {purpose && ` · ${say(purposeWords[purpose] ?? { vi: purpose, en: purpose })}`}
                  {caseNo && ` · ${caseNo}`}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {page?.next && (
        <p>
          <button type="button" onClick={() => void load(page.next ?? undefined)}>
            {say(w.more)}
          </button>
        </p>
      )}
    </>
  )
}
