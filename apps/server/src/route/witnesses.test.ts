/** A witness that answers nonsense: an error of this round, never a place to go on from. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { askWitness } from '@cbccvc/registry'
import { official } from '../testing/people.ts'
import { onRoute } from '../testing/route.ts'

test(
  'of a conflict only a size is believed',
  onRoute(async (route) => {
    await route.push('H26', [official(0, 'H26.1')])
    let says = ''
    const server = createServer((_, response) => void response.writeHead(409).end(says))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const asked = () => askWitness(route.sequencing, { url, vkey: '' }, 0)
    try {
      for (const nonsense of ['conflict', '', '-1', '1e3', '<html>']) {
        says = nonsense
        await assert.rejects(asked(), /409 without its size/)
      }
      says = '2\n'
      assert.equal(await asked(), 2)
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }),
)
