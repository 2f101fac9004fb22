/** What stands where something is being asked for. After two seconds it shows that it goes on, after ten what that may mean. */
import { useEffect, useState } from 'react'
import { useSay } from './language.ts'
import { w } from './words.ts'

export function Loading() {
  const say = useSay()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timers = [2, 10].map((after) => setTimeout(() => setSeconds(after), after * 1000))
    return () => timers.forEach(clearTimeout)
  }, [])
  return (
    <div className="loading" role="status">
      <p>{say(w.loading)}</p>
      {seconds >= 2 && <progress aria-label={say(w.loading)} />}
      {seconds >= 10 && <p className="hint">{say(w.loadingLong)}</p>}
    </div>
  )
}
