/** Catches what a page could not: says what happened, that no data is lost, and what to do next. */
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { useSay } from './language.ts'
import { w } from './words.ts'

/** A page's code that did not come: the line, or a newer version on the server. */
const notLoaded = (error: Error) => /dynamically imported module|module script failed|preload CSS/i.test(error.message)

function Failure({ error }: { error: Error }) {
  const say = useSay()
  const line = notLoaded(error)
  return (
    <section className="message bad" role="alert">
      <h1 tabIndex={-1}>{say(line ? w.notLoadedTitle : w.brokenTitle)}</h1>
      <p>{say(line ? w.notLoaded : w.broken)}</p>
      {!line && (
        <pre>
          {error.name}: {error.message}
        </pre>
      )}
      <p className="actions">
        <button type="button" className="primary" onClick={() => location.reload()}>
          {say(w.reload)}
        </button>
        <a href="/">{say(w.home)}</a>
      </p>
    </section>
  )
}

/** Give it a `key` that changes with the address, so that the next page starts afresh. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }
  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }
  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error(error, info.componentStack)
  }
  override render() {
    return this.state.error ? <Failure error={this.state.error} /> : this.props.children
  }
}
