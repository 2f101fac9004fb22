/** The verifier as one file: the same pages' code in a frame of its own, without addresses and without a server. */
import { createRoot } from 'react-dom/client'
import './frame/frame.css'
import { useEffect } from 'react'
import { Boundary } from './frame/Boundary.tsx'
import { Languages } from './frame/Languages.tsx'
import { startLanguage, useSay } from './frame/language.ts'
import { Mark } from './frame/Mark.tsx'
import { w as frame } from './frame/words.ts'
import { Verifier } from './verify/Verifier.tsx'
import { carriedKeys } from './verify/withKeys.ts'
import { w } from './verify/words.ts'

const carried = carriedKeys(document)

function SingleFile() {
  const say = useSay()
  const title = say(w.title)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <>
      <header className="top">
        <div className="wide">
          <span className="brand">
            <Mark />
            <span>
              <b>{say(frame.name)}</b>
              <small>{say(frame.subject)}</small>
            </span>
          </span>
          <span className="grow" />
          <Languages />
        </div>
      </header>
      <main className="wide">
        <div className="heading">
          <h1>{title}</h1>
          <p>{say(w.lead)}</p>
        </div>
        <Boundary>
          <Verifier known={carried === null ? null : { text: carried, from: w.keysFile }} />
        </Boundary>
      </main>
      <footer className="wide">{say(w.offline)}</footer>
    </>
  )
}

startLanguage()
createRoot(document.getElementById('root')!).render(<SingleFile />)
