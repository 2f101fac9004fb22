import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { freshDatabase } from './database.ts'

test('each fresh database is its own, on PostgreSQL 18 or later, and is gone after drop', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()])
  const client = new pg.Client({ connectionString: one.url })
  await client.connect()
  await client.query('CREATE TABLE mark (n integer)')
  const { rows } = await client.query('SHOW server_version_num')
  assert.ok(Number(rows[0].server_version_num) >= 180000)
  await client.end()
  const other = new pg.Client({ connectionString: two.url })
  await other.connect()
  await assert.rejects(other.query('SELECT * FROM mark'), /does not exist/)
  await other.end()
  await one.drop()
  await two.drop()
  const late = new pg.Client({ connectionString: one.url })
  await assert.rejects(late.connect(), /does not exist/)
})
