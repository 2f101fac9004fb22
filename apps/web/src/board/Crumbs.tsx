/** Where one stands, upwards. */
import { Fragment } from 'react'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { w } from './words.ts'

export function Crumbs({ steps }: { steps: readonly { href: string; label: string }[] }) {
  const say = useSay()
  return (
    <nav className="crumbs" aria-label={say(w.crumbs)}>
      {steps.map(({ href, label }) => (
        <Fragment key={href}>
          <Link href={href}>{label}</Link>
          <span aria-hidden="true">›</span>
        </Fragment>
      ))}
    </nav>
  )
}
