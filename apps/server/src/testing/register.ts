/** A route beside a population register that knows the same nation, tidy and quick. */
import { startPopulation } from '@cbccvc/outside/population'
import type { PopulationAddress } from '@cbccvc/registry'
import { testNation } from './people.ts'
import { onRoute, type Route } from './route.ts'

/** A test on a route of its own, with such a register. */
export const withRegister = (work: (route: Route, register: PopulationAddress) => Promise<void>) =>
  onRoute(async (route) => {
    const population = await startPopulation({ nation: testNation, oddities: 0 })
    try {
      await work(route, { url: population.url, maDonVi: 'G09', maCanBo: 'test' })
    } finally {
      await population.close()
    }
  })
