/** The table of bodies: filter without diacritics, sort by any column; the choice stands in the address. */
import type { BoardBody } from '../api.ts'
import { found } from '../frame/fold.ts'
import { useSay } from '../frame/language.ts'
import { useQuery } from '../frame/router.tsx'
import { BodyTable } from './BodyTable.tsx'
import { sorts } from './columns.ts'
import { type BodyState, states } from './reading.ts'
import { w } from './words.ts'

const groups = ['all', 'trungUong', 'diaPhuong'] as const
type Group = (typeof groups)[number]

/** Sort as the address says it: a column's id, with `-` before it for the other way round. */
function sorted(bodies: readonly BoardBody[], sort: string): BoardBody[] {
  const way = sort.startsWith('-') ? -1 : 1
  const compare = sorts[sort.replace(/^-/, '')]?.compare
  return compare ? [...bodies].sort((a, b) => way * compare(a, b)) : [...bodies]
}

export function Bodies({ bodies }: { bodies: readonly BoardBody[] }) {
  const say = useSay()
  const [question, setQuestion] = useQuery<string>('find', '')
  const [group, setGroup] = useQuery<Group>('group', 'all')
  const [state, setState] = useQuery<BodyState | ''>('state', '')
  const [sort, setSort] = useQuery<string>('sort', '')
  const fits = state in states ? states[state as BodyState] : () => true
  const shown = bodies.filter(
    (body) => (group === 'all' || body.group === group) && fits(body) && found(`${body.name} ${body.code}`, question),
  )
  const clear = () => {
    setQuestion('')
    setGroup('all')
    setState('')
  }
  return (
    <section aria-labelledby="bodies">
      <div className="tools">
        <h2 id="bodies">{say(w.bodies)}</h2>
        {bodies.length > 3 && (
          <>
            <label className="field grow">
              <span>{say(w.find)}</span>
              <input
                type="search"
                value={question}
                placeholder={say(w.findHint)}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setQuestion(event.target.value)}
              />
            </label>
            <fieldset className="choice">
              <legend>{say(w.group)}</legend>
              {groups.map((one) => (
                <label key={one}>
                  <input type="radio" name="group" checked={group === one} onChange={() => setGroup(one)} />
                  <span>{say(w[one])}</span>
                </label>
              ))}
            </fieldset>
            <label className="field">
              <span>{say(w.state)}</span>
              <select value={state} onChange={(event) => setState(event.target.value as BodyState | '')}>
                <option value="">{say(w.anyState)}</option>
                {(Object.keys(states) as BodyState[]).map((one) => (
                  <option key={one} value={one}>
                    {say(w[one])}
                  </option>
                ))}
              </select>
            </label>
            <label className="field narrow-only">
              <span>{say(w.sort)}</span>
              <select value={sort} onChange={(event) => setSort(event.target.value)}>
                <option value="">{say(w.code)}</option>
                {Object.entries(sorts).map(([id, { label }]) => (
                  <option key={id} value={id}>
                    {say(label)}
                  </option>
                ))}
              </select>
            </label>
            <p className="shown" role="status">
              {say(w.shown, { n: shown.length, all: bodies.length })}
            </p>
          </>
        )}
      </div>
      {shown.length > 0 ? (
        <BodyTable bodies={sorted(shown, sort)} sort={sort} onSort={setSort} />
      ) : (
        <p className="empty">
          {say(w.none)}{' '}
          <button type="button" onClick={clear}>
            {say(w.clear)}
          </button>
        </p>
      )}
    </section>
  )
}
