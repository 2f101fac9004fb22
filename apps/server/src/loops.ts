/** The clocks: loops that work while there is work, rest when there is none, and end cleanly when told to. */

export interface Loop {
  /** Resolves when the step under way has ended. */
  stop(): Promise<void>
}

export interface LoopOptions {
  readonly name: string
  /** One step; true when there may be more to do at once. */
  readonly step: () => Promise<boolean>
  readonly restMs: number
  /** A step that throws is reported and tried again after a growing rest: a loop never dies of one fault. */
  readonly report: (where: string, error: unknown) => void
}

const longestRestMs = 10_000

export function startLoop({ name, step, restMs, report }: LoopOptions): Loop {
  let stopping = false
  let wake: (() => void) | undefined
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    let faults = 0
    while (!stopping) {
      try {
        const more = await step()
        faults = 0
        if (!more && !stopping) await rest(restMs)
      } catch (error) {
        report(name, error)
        faults++
        if (!stopping) await rest(Math.min(restMs * 2 ** faults, longestRestMs))
      }
    }
  }
  const running = run()
  return {
    async stop() {
      stopping = true
      wake?.()
      await running
    },
  }
}
