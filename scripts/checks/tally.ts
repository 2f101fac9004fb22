/** One thing that passed or failed. */
export interface Check {
  name: string
  ok: boolean
  /** What to read when it failed. */
  report?: string
}

/** Counts, keeps the failures for the end, and prints the last line. */
export class Tally {
  passed = 0
  failed = 0
  skipped = 0
  readonly #failures: Check[] = []

  /** Counts without printing. */
  count(check: Check): void {
    if (check.ok) this.passed += 1
    else {
      this.failed += 1
      this.#failures.push(check)
    }
  }

  /** Counts and prints one line. */
  add(check: Check): void {
    this.count(check)
    console.log(`${check.ok ? '✔' : '✖'} ${check.name}`)
  }

  /** Something that must be so: counts only when it is not. */
  addFact(name: string, exceptions: readonly string[]): void {
    if (exceptions.length > 0) this.add({ name, ok: false, report: exceptions.join('\n') })
  }

  /** All failures once more, then the last line: `N passed, N failed`. */
  print(): void {
    if (this.#failures.length > 0) console.log('\nFailures:')
    for (const { name, report } of this.#failures) {
      console.log(`\n✖ ${name}`)
      if (report) console.log(report.trimEnd().replace(/^/gm, '    '))
    }
    if (this.skipped > 0) console.log(`\n${this.skipped} skipped`)
    console.log(`\n${this.passed} passed, ${this.failed} failed`)
  }
}
