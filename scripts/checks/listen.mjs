/**
 * Loaded into every process of a test run (NODE_OPTIONS): what a server, a worker or a sandbox writes is kept in a file of
 * the run, too, where it is searched at the end (logs.ts). Standard output of a command is its answer to the operator, and
 * may hold a code or a session; of a process that serves it is a log.
 */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

const folder = process.env.CBCCVC_TEST_LOGS
const [, script = '', command = ''] = process.argv
const server = /[\\/]server[\\/]src[\\/]main\.ts$/.test(script)
const sandbox = /[\\/]sandbox[\\/]main\.ts$/.test(script)
if (folder && isMainThread && (server || sandbox)) {
  const file = join(folder, `${server ? command.replace(/\W/g, '') || 'server' : 'sandbox'}-${process.pid}.log`)
  const streams = server && ['serve', 'work', 'sequence'].includes(command) ? ['stdout', 'stderr'] : ['stderr']
  for (const name of streams) {
    const stream = process[name]
    const write = stream.write.bind(stream)
    stream.write = (text, ...rest) => {
      appendFileSync(file, text)
      return write(text, ...rest)
    }
  }
}
