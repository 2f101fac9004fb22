import { createServer } from 'node:net'
import { StartRefused } from './options.ts'

const usual = 8080

/** The port asked for, else 8080, else any that is free. Throws StartRefused when the one asked for is taken. */
export async function choosePort(asked: number | undefined, anyFree: () => Promise<number>): Promise<number> {
  if (await isFree(asked ?? usual)) return asked ?? usual
  if (asked === undefined) return anyFree()
  throw new StartRefused(`Cổng ${asked} đã có chương trình khác dùng.`, `Port ${asked} is taken by another program.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}
