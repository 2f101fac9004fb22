/** What the figures stand on: the evidence log, the population register, the queue. */
import type { Board } from '../api.ts'
import { formatDate, formatTime } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { w } from './words.ts'

export function Foundations({ board: { log, population, waiting, stuck, operator, announced } }: { board: Board }) {
  const say = useSay()
  const language = useLanguage()
  const down = population.state === 'down'
  return (
    <ul className="foundations">
      <li>
        <b>{say(w.log)}</b>{' '}
        {log.checkpointAt === null
          ? say(w.logNone)
          : say(w.logState, { size: log.size, time: formatTime(log.checkpointAt, language) })}
        {' · '}
        <span className={log.witnesses === 0 ? 'warn' : undefined}>
          {log.witnesses === 0 ? say(w.noWitness) : say(w.witnesses, { n: log.witnesses })}
        </span>
      </li>
      <li>
        <b>{say(w.population)}</b>{' '}
        <span className={down ? 'warn' : 'good'}>
          {!down
            ? say(w.up)
            : population.since === null
              ? say(w.downNow)
              : say(w.down, { time: formatTime(population.since, language) })}
        </span>
        {population.waiting > 0 && ` · ${say(w.questions, { n: population.waiting })}`}
      </li>
      {announced.next !== null && (
        <li>
          <b>{say(w.announced)}</b> {say(w.announcedNext, { n: announced.records, day: formatDate(announced.next) })}
        </li>
      )}
      {operator.held + operator.cases > 0 && (
        <li>
          <b>{say(w.operator)}</b> {say(w.operatorWaiting, { held: operator.held, cases: operator.cases })}
          {operator.overdue > 0 && (
            <>
              {' · '}
              <span className="warn">{say(w.operatorOverdue, { n: operator.overdue })}</span>
            </>
          )}
        </li>
      )}
      {waiting > 0 && <li>{say(w.chunks, { n: waiting })}</li>}
      {stuck.since !== null && (
        <li className="warn">
          {say(w.stuck, { n: stuck.parts, time: formatTime(stuck.since, language), faults: stuck.faults.join(', ') })}
        </li>
      )}
    </ul>
  )
}
