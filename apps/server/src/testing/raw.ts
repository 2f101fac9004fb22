/** Bytes on a bare socket, for what no client would send. */
import { connect } from 'node:net'

/** Sends these bytes and gives everything that comes back until the line is closed, or the milliseconds are over. */
export function rawly(url: string, bytes: string | Buffer, milliseconds = 3000): Promise<string> {
  const { port } = new URL(url)
  return new Promise((done) => {
    const socket = connect(Number(port), '127.0.0.1')
    let answer = ''
    const end = () => {
      clearTimeout(late)
      socket.destroy()
      done(answer)
    }
    const late = setTimeout(end, milliseconds)
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text
    })
    socket.on('error', end).on('close', end)
    socket.write(bytes)
  })
}

/** The statuses of the answers in it, in order. */
export const statuses = (answer: string): number[] =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
