/**
 * `node derive-common-passwords.ts LIST`: makes data/common-passwords.bin from a list of passwords, one a line, the
 * commonest first (data/NOTICE.md names the one that was used, with its digest).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { packCommon } from './common-passwords.ts'
import { leastCharacters } from './passwords.ts'

const [list] = process.argv.slice(2)
if (!list) throw new Error('derive-common-passwords.ts LIST')
const passwords = readFileSync(list, 'utf8').split(/\r?\n/)
const packed = packCommon(passwords, 100_000, leastCharacters)
writeFileSync(new URL('../../../data/common-passwords.bin', import.meta.url), packed)
process.stdout.write(`${packed.length / 5} passwords, ${packed.length} bytes\n`)
