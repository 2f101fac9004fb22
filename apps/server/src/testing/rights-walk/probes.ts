/** Every probe. A route of the contract without one does not compile. */
import type { RouteName } from '@cbccvc/contract'
import { accountProbes } from './accounts.ts'
import { exportProbes } from './exports.ts'
import { factorProbes, systemProbes } from './factors.ts'
import { keyProbes, openProbes } from './keys.ts'
import { boardProbes, lookProbes } from './looks.ts'
import { privacyProbes } from './privacy.ts'
import type { Probe } from './probe.ts'
import { recordProbes } from './records.ts'

export const people = {
  ...accountProbes,
  ...factorProbes,
  ...systemProbes,
  ...privacyProbes,
  ...lookProbes,
  ...exportProbes,
  ...boardProbes,
}
export const records = recordProbes

export const probes = { ...people, ...records, ...keyProbes, ...openProbes } satisfies Record<RouteName, Probe>
