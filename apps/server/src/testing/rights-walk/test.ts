/** One walk as a test: a world of its own, all questions of these probes, and how many there were. */
import assert from 'node:assert/strict'
import type { RouteName } from '@cbccvc/contract'
import { openRoute } from '../route.ts'
import type { Probe } from './probe.ts'
import { walkAccounts } from './walk.ts'
import { buildWorld } from './world.ts'

/** `name` is what the printed line says was walked; fewer cases than `atLeast` are a fault of the walk itself. */
export function walking(name: string, probes: Readonly<Partial<Record<RouteName, Probe>>>, atLeast: number) {
  return async (): Promise<void> => {
    const route = await openRoute()
    try {
      const world = await buildWorld(route)
      const { cases, allowed, wrong } = await walkAccounts(world, probes)
      assert.deepEqual(wrong, [])
      assert.ok(cases >= atLeast && allowed > cases / 50, `${cases} cases, ${allowed} allowed`)
      process.stderr.write(`rights cases walked on the routes of ${name}: ${cases}, of them allowed: ${allowed}\n`)
      assert.deepEqual(route.faults, [])
    } finally {
      // Units were ended by hand, which the counters of the book do not follow yet.
      await route.close({ dirty: true })
    }
  }
}
