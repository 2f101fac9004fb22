/** Who is signed in: name, roles and place; behind it the own pages, the second factor's state, and the way out. */
import { useEffect, useId, useRef, useState } from 'react'
import { act, type Me, send } from '../api.ts'
import { demand } from '../session/demands.ts'
import { formatTime } from './format.ts'
import { useLanguage, useSay } from './language.ts'
import { ownPages } from './pages.ts'
import { placeName, roleName } from './roles.ts'
import { Link, usePath } from './router.tsx'
import { Sign } from './Sign.tsx'
import { Waiting } from './Waiting.tsx'
import { w } from './words.ts'

async function signOut(): Promise<void> {
  await send(act('signOut', '/v1/me/sign-out', {})).catch(() => {})
  // Loaded anew: nothing that this person was shown stays behind for the next.
  location.assign('/sign-in')
}

/** The first letters of the last two words: how a Vietnamese name is shortened. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(-2)
    .map((word) => word.charAt(0))
    .join('')
    .toUpperCase()

export function Account({ me, counts }: { me: Me; counts: ReadonlyMap<string, number> }) {
  const say = useSay()
  const language = useLanguage()
  const path = usePath()
  const id = useId()
  const [open, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes it
  useEffect(() => setOpen(false), [path])
  useEffect(() => {
    if (!open) return
    const away = (event: Event) => {
      if (!whole.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
    }
  }, [open])
  const first = me.grants[0]
  const roles = first
    ? `${say(roleName(first.role))}${me.grants.length > 1 ? ` +${me.grants.length - 1}` : ''}`
    : say(me.bound ? w.holder : w.noRoles)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape from anything inside closes it
    <div
      className="account"
      ref={whole}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button type="button" ref={button} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <span className="initials" aria-hidden="true">
          {initials(me.name)}
        </span>
        <span className="who">
          <b>{me.name}</b>
          <small>{roles}</small>
        </span>
        <Waiting n={ownPages(me).reduce((sum, { path: href }) => sum + (counts.get(href) ?? 0), 0)} />
        <Sign of={open ? 'up' : 'down'} />
      </button>
      <div className="account-sheet" id={id} hidden={!open}>
        <p>
          <b>{me.name}</b> <code>{me.login}</code>
        </p>
        <ul className="account-roles">
          {me.grants.length === 0 && <li>{say(me.bound ? w.holder : w.noRoles)}</li>}
          {me.grants.slice(0, 4).map((grant) => (
            <li key={grant.id}>
              {say(roleName(grant.role))} · {say(placeName(grant))}
            </li>
          ))}
        </ul>
        <ul className="account-pages">
          {ownPages(me).map(({ path: href, title }) => (
            <li key={href}>
              <Link href={href} aria-current={path === href ? 'page' : undefined}>
                {say(title)}
                <Waiting n={counts.get(href)} />
              </Link>
            </li>
          ))}
        </ul>
        <p className="hint">
          {me.steppedUpUntil === null
            ? say(w.notConfirmed)
            : say(w.confirmedUntil, { time: formatTime(me.steppedUpUntil, language).slice(0, 5) })}
        </p>
        <div className="actions">
          <button type="button" onClick={() => void demand('stepUp')}>
            {say(w.confirmNow)}
          </button>
          <button type="button" onClick={() => void signOut()}>
            {say(w.signOut)}
          </button>
        </div>
      </div>
    </div>
  )
}
