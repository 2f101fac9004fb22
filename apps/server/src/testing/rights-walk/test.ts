/** One walk as a test: a world of its own, all questions of these probes, how many there were, and the book's check at the end. */
import assert from 'node:assert/strict'
import type { RouteName } from '@cbccvc/contract'
import { onRoute } from '../route.ts'
import type { Probe } from './probe.ts'
import { walkAccounts } from './walk.ts'
import { buildWorld } from './world.ts'

/** `name` is what the printed line says was walked; fewer cases than `atLeast` are a fault of the walk itself. */
export function walking(name: string, probes: Readonly<Partial<Record<RouteName, Probe>>>, atLeast: number) {
  return onRoute(async (route) => {
    const world = await buildWorld(route)
    const { cases, allowed, wrong } = await walkAccounts(world, probes)
    assert.deepEqual(wrong, [])
    assert.ok(cases >= atLeast && allowed > cases / 50, `${cases} cases, ${allowed} allowed`)
    process.stderr.write(`rights cases walked on the routes of ${name}: ${cases}, of them allowed: ${allowed}\n`)
    assert.deepEqual(route.faults, [])
  })
}
