/** The figures of the nation or of one body: the way of the data as four stations, its bar, and the four words. */
import type { Counts } from '../api.ts'
import { formatNumber, formatShare } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { Bar, Legend } from './Bar.tsx'
import { readCounts } from './reading.ts'
import { w } from './words.ts'

const four = ['dung', 'du', 'sach', 'song'] as const
const glosses = { dung: w.dungNote, du: w.duNote, sach: w.sachNote, song: w.songNote } as const

function Stations({ counts }: { counts: Counts }) {
  const say = useSay()
  const language = useLanguage()
  const n = (value: number) => formatNumber(value, language)
  const share = (part: number, whole: number) => formatShare(part, whole, language)
  const settled = counts.entered + counts.unchanged
  return (
    <ol className="stations">
      <li>
        <span>{say(w.sent)}</span>
        <b>{n(counts.sent)}</b>
        <small>{say(w.sentNote)}</small>
      </li>
      <li>
        <span>{say(w.received)}</span>
        <b>{n(counts.received)}</b>
        <small>{say(w.receivedNote, { share: share(counts.received, counts.sent) })}</small>
      </li>
      <li>
        <span>{say(w.entered)}</span>
        <b>{n(settled)}</b>
        <small>{say(w.enteredNote, { share: share(settled, counts.received) })}</small>
        <p className="beside">
          <span className={counts.returned ? 'returned' : ''}>
            {say(w.returned)} <b>{n(counts.returned)}</b>
          </span>
          <span className={counts.held ? 'held' : ''}>
            {say(w.held)} <b>{n(counts.held)}</b>
          </span>
        </p>
      </li>
      <li>
        <span>{say(w.verified)}</span>
        <b>{n(counts.verified)}</b>
        <small>{say(w.verifiedNote, { share: share(counts.verified, counts.people), people: counts.people })}</small>
        <p className="beside">
          <span className={counts.mismatched ? 'held' : ''}>
            {say(w.mismatched)} <b>{n(counts.mismatched)}</b>
          </span>
        </p>
      </li>
    </ol>
  )
}

function FourWords({ counts }: { counts: Counts }) {
  const say = useSay()
  const language = useLanguage()
  return (
    <dl className="four">
      {four.map((word) => (
        <div key={word}>
          <dt>{say(w[word])}</dt>
          <dd>
            <b>{formatShare(counts[word], counts.people, language)}</b>
            <span className="meter" aria-hidden="true">
              <i style={{ width: `${counts.people ? (counts[word] / counts.people) * 100 : 0}%` }} />
            </span>
            <small>
              {formatNumber(counts[word], language)} / {formatNumber(counts.people, language)}
            </small>
            <small>{say(glosses[word])}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function Overview({ counts }: { counts: Counts }) {
  const say = useSay()
  const reading = readCounts(counts)
  return (
    <div className="overview">
      <section className="panel" aria-labelledby="way">
        <h2 id="way">{say(w.way)}</h2>
        <Stations counts={counts} />
        <Bar reading={reading} />
        <Legend reading={reading} />
      </section>
      <section className="panel" aria-labelledby="four">
        <h2 id="four">{say(w.words)}</h2>
        <FourWords counts={counts} />
      </section>
    </div>
  )
}
