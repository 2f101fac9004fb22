/** The peer: raw COPY of the same NDJSON into one jsonb table, one connection, text format, no index. */
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Seconds that the COPY of these lines takes, commit included. The table is dropped afterwards. */
export async function copySeconds(url: string, lines: readonly Buffer[]): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create table copy_peer (record jsonb)')
  const began = performance.now()
  const stream = client.query(copyFrom('copy copy_peer (record) from stdin'))
  const ended = new Promise<void>((resolve, reject) => {
    stream.on('finish', resolve)
    stream.on('error', reject)
  })
  for (const chunk of chunks(lines)) {
    if (!stream.write(chunk)) await new Promise((resolve) => stream.once('drain', resolve))
  }
  stream.end()
  await ended
  const seconds = (performance.now() - began) / 1000
  await client.query('drop table copy_peer')
  await client.end()
  return seconds
}

/** Lines as COPY's text format wants them (backslashes doubled), about 1 MiB at a time. Made before they are sent. */
function* chunks(lines: readonly Buffer[]): Generator<string> {
  let text = ''
  for (const line of lines) {
    text += `${line.toString().replaceAll('\\', '\\\\')}\n`
    if (text.length > 1 << 20) {
      yield text
      text = ''
    }
  }
  if (text) yield text
}
