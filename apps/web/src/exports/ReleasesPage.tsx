/** Copies that wait for a second person: what, of whose unit, how much, by whom and why; released or refused. No value. */
import { useState } from 'react'
import { act, exportsToReleaseAt, type PrivacyShapes } from '../api.ts'
import { recount } from '../frame/counts.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, Unloaded, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { Fact, Facts } from '../privacy/facts.tsx'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { CopyFacts, copyNo } from './parts.tsx'
import { w } from './words.ts'

type Waiting = PrivacyShapes.ExportsToRelease['exports'][number]
interface Step {
  readonly copy: Waiting
  readonly release: boolean
}

function Decide({ step, onClose, onDone }: { step: Step; onClose: () => void; onDone: () => Promise<void> }) {
  const say = useSay()
  const { busy, trouble, run } = useAct()
  const { copy, release } = step
  const no = copyNo(copy)
  const decide = () =>
    run(async () => {
      await carryOut(act('decideExport', `/v1/exports/${copy.exportId}/decision`, { release }))
      await onDone()
    })
  const unit = copy.unitName ?? copy.unit ?? say(w.ended)
  return (
    <Dialog title={say(release ? w.releaseTitle : w.refuseTitle, { no })} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void decide()
        }}
      >
        <p>{say(release ? w.releaseWhat : w.refuseWhat, { name: copy.name, rows: copy.rows, unit })}</p>
        <Said trouble={trouble} />
        <div className="actions">
          <Submit busy={busy}>{say(release ? w.releaseDo : w.refuseDo)}</Submit>
          <button type="button" onClick={onClose}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function WaitingCard({ copy, onStep }: { copy: Waiting; onStep: (step: Step) => void }) {
  const say = useSay()
  const { name, login } = copy
  const no = copyNo(copy)
  return (
    <li className="card">
      <h2>
        {no} · {name}
      </h2>
      <Facts>
        <Fact of={w.who}>
          {name} <code>{login}</code>
        </Fact>
      </Facts>
      <CopyFacts copy={copy} />
      <div className="actions">
        <button
          type="button"
          className="primary"
          aria-label={say(w.releaseNamed, { no, name })}
          onClick={() => onStep({ copy, release: true })}
        >
          {say(w.release)}
        </button>
        <button
          type="button"
          aria-label={say(w.refuseNamed, { no, name })}
          onClick={() => onStep({ copy, release: false })}
        >
          {say(w.refuse)}
        </button>
      </div>
    </li>
  )
}

export default function ReleasesPage() {
  const say = useSay()
  useTitle(w.releases)
  const { data, refused, lost, again } = useLoaded(exportsToReleaseAt)
  const [step, setStep] = useState<Step | null>(null)
  const [done, setDone] = useState<string | null>(null)
  return (
    <>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.releases)}</h1>
        <p>{say(w.releasesNote)}</p>
      </div>
      <div role="status">{done && <p className="notice good">{done}</p>}</div>
      <Unloaded refused={refused} lost={lost} again={again} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.exports.length === 0 && <p className="empty">{say(w.nothing)}</p>}
      {data && data.exports.length > 0 && (
        <ul className="cards">
          {data.exports.map((copy) => (
            <WaitingCard key={copy.exportId} copy={copy} onStep={setStep} />
          ))}
        </ul>
      )}
      {step && (
        <Decide
          step={step}
          onClose={() => setStep(null)}
          onDone={async () => {
            await again()
            recount()
            setDone(say(step.release ? w.released : w.refused, { no: copyNo(step.copy) }))
            setStep(null)
          }}
        />
      )}
    </>
  )
}
