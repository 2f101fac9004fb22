/** The frame around every page: skip link, mark, navigation, who is signed in, language, the page itself, the foot. */
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Me } from '../api.ts'
import { useDemand } from '../session/demands.ts'
import { refreshMe, useStanding } from '../session/session.ts'
import { Account } from './Account.tsx'
import { Boundary } from './Boundary.tsx'
import { useCounts } from './counts.ts'
import { Languages } from './Languages.tsx'
import { useLanguage, useSay } from './language.ts'
import { Mark } from './Mark.tsx'
import { findPage, firstPage, isFor, navigationOf, ownPages, type Page } from './pages.ts'
import { roleName } from './roles.ts'
import { Link, navigate, useMoves, usePath } from './router.tsx'
import { useTitle } from './title.ts'
import { Waiting } from './Waiting.tsx'
import { w } from './words.ts'

const SignInPage = lazy(() => import('../signin/SignInPage.tsx'))
const Demands = lazy(() => import('../session/Demands.tsx'))

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

/** The page is there, but no role of this account speaks for it. */
function NotYours({ page, me }: { page: Page; me: Me }) {
  const say = useSay()
  useTitle(page.title)
  const roles = me.grants.map(({ role }) => say(roleName(role)))
  return (
    <section className="message">
      <h1 tabIndex={-1}>{say(w.notYours)}</h1>
      <p>
        {say(w.notYoursWhy, { action: say(page.title), roles: roles.join(', ') || say(w.noRoles) })}{' '}
        {say(w.notYoursNext)}
      </p>
      <p className="actions">
        {ownPages(me).map(({ path, title }) => (
          <Link key={path} href={path}>
            {say(title)}
          </Link>
        ))}
      </p>
    </section>
  )
}

function Unreached() {
  const say = useSay()
  useTitle(w.lostTitle)
  return (
    <section className="message bad" role="alert">
      <h1 tabIndex={-1}>{say(w.lostTitle)}</h1>
      <p>{say(w.lost)}</p>
      <p className="actions">
        <button type="button" className="primary" onClick={() => void refreshMe()}>
          {say(w.tryAgain)}
        </button>
      </p>
    </section>
  )
}

/** What is shown at an address to whoever is there. */
function Room({ path }: { path: string }) {
  const say = useSay()
  const standing = useStanding()
  const hit = findPage(path)
  if (!hit) return <Missing />
  const Body = hit.page.body
  if (hit.page.needs === 'nothing') return <Body params={hit.params} />
  if (standing.kind === 'asking') return <p className="loading">{say(w.loading)}</p>
  if (standing.kind === 'lost') return <Unreached />
  if (standing.kind === 'nobody') return <SignInPage />
  if (isFor(hit.page, standing.me)) return <Body params={hit.params} />
  return path === '/' ? <Elsewhere to={firstPage(standing.me)} /> : <NotYours page={hit.page} me={standing.me} />
}

/** The first page of all is another one for this account: the address says so. */
function Elsewhere({ to }: { to: string }) {
  const say = useSay()
  useEffect(() => navigate(to, { replace: true }), [to])
  return <p className="loading">{say(w.loading)}</p>
}

export function Frame() {
  const say = useSay()
  const path = usePath()
  const main = useRef<HTMLElement>(null)
  const standing = useStanding()
  const demanded = useDemand()
  useLanguage()
  useFocusAfterMove(main)
  const me = standing.kind === 'signedIn' ? standing.me : null
  const page = findPage(path)?.page
  const place = page?.under ?? page?.path
  const counts = useCounts(me)
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
            {navigationOf(me).map(({ path: href, nav, title }) => (
              <Link key={href} href={href} aria-current={place === href ? 'page' : undefined}>
                {say(nav ?? title)}
                <Waiting n={counts.get(href)} />
              </Link>
            ))}
          </nav>
          {me && <Account me={me} counts={counts} />}
          {standing.kind === 'nobody' && page?.needs === 'nothing' && path !== '/sign-in' && (
            <Link className="enter" href="/sign-in">
              {say(w.signIn)}
            </Link>
          )}
          <Languages />
        </div>
      </header>
      <main id="main" className="wide" ref={main} tabIndex={-1}>
        <Boundary key={path}>
          <Suspense fallback={<p className="loading">{say(w.loading)}</p>}>
            <Room path={path} />
          </Suspense>
        </Boundary>
      </main>
      <footer className="wide">
        {page?.countsOnly && me && isFor(page, me) ? `${say(w.noPersonal)} ` : ''}
        {say(w.zone)}
      </footer>
      {demanded && (
        <Suspense>
          <Demands />
        </Suspense>
      )}
    </>
  )
}
