/** What the feed of a sender says, by kind. */
import type { CaseLine, DecisionLine, OutcomeLine } from '@cbccvc/contract'
import type { Route, Sender } from './route.ts'

/** The last outcome that the sender was told. */
export async function lastOutcome(route: Route, sender: Sender): Promise<OutcomeLine> {
  const lines = (await route.feed(sender)).filter((line): line is OutcomeLine => line.kind === 'outcome')
  return lines.at(-1)!
}

/** Outcome and the rule of the last finding. */
export async function cameTo(route: Route, sender: Sender): Promise<[outcome: string, rule: string | undefined]> {
  const { outcome, findings } = await lastOutcome(route, sender)
  return [outcome.outcome, findings.map(({ rule }) => rule).findLast((rule) => rule.startsWith('register.'))]
}

export const casesOf = async (route: Route, sender: Sender) =>
  (await route.feed(sender)).filter((line): line is CaseLine => line.kind === 'case')

export const decisionsOf = async (route: Route, sender: Sender) =>
  (await route.feed(sender)).filter((line): line is DecisionLine => line.kind === 'decision')
