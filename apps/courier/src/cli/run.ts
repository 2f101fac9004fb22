import { main } from './main.ts'

// Whoever reads us may stop reading (`courier status | head`): then there is nobody left to speak to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
process.exitCode = await main(process.argv.slice(2))
