/** The frame around every page: skip link, mark, navigation, language, the page itself, the foot. */
import { Suspense, useEffect, useRef } from 'react'
import { Boundary } from './Boundary.tsx'
import { Languages } from './Languages.tsx'
import { useLanguage, useSay } from './language.ts'
import { Mark } from './Mark.tsx'
import { findPage, pages } from './pages.ts'
import { Link, useMoves, usePath } from './router.tsx'
import { useTitle } from './title.ts'
import { w } from './words.ts'

function Missing() {
  const say = useSay()
  useTitle(w.missingTitle)
  return (
    <section className="message">
      <h1 tabIndex={-1}>{say(w.missingTitle)}</h1>
      <p>{say(w.missing)}</p>
      <p className="actions">
        <Link href="/">{say(w.home)}</Link>
      </p>
    </section>
  )
}

/** After a link, the reader's place is the new page's heading, as it would be with a loaded document. */
function useFocusAfterMove(main: { readonly current: HTMLElement | null }) {
  const moves = useMoves()
  useEffect(() => {
    if (moves === 0) return
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [moves, main])
}

export function Frame() {
  const say = useSay()
  const path = usePath()
  const main = useRef<HTMLElement>(null)
  useLanguage()
  useFocusAfterMove(main)
  const hit = findPage(path)
  const Body = hit?.page.body
  const place = hit?.page.under ?? hit?.page.path
  return (
    <>
      <a className="skip" href="#main">
        {say(w.skip)}
      </a>
      <header className="top">
        <div className="wide">
          <Link className="brand" href="/">
            <Mark />
            <span>
              <b>{say(w.name)}</b>
              <small>{say(w.subject)}</small>
            </span>
          </Link>
          <nav aria-label={say(w.navigation)}>
            {pages.map(
              ({ path: href, nav }) =>
                nav && (
                  <Link key={href} href={href} aria-current={place === href ? 'page' : undefined}>
                    {say(nav)}
                  </Link>
                ),
            )}
          </nav>
          <Languages />
        </div>
      </header>
      <main id="main" className="wide" ref={main} tabIndex={-1}>
        <Boundary key={path}>
          <Suspense fallback={<p className="loading">{say(w.loading)}</p>}>
            {Body && hit ? <Body params={hit.params} /> : <Missing />}
          </Suspense>
        </Boundary>
      </main>
      <footer className="wide">{say(w.noPersonal)}</footer>
    </>
  )
}
