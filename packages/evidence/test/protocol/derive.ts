/** Writes the worked examples and the tables into docs/protocol.md, between their marks; the words stay as they are. */
import { readFileSync } from 'node:fs'
import { refusals, routes } from '@cbccvc/contract'
import { EVIDENCE_CODES, evidenceSentence, STEP_SENTENCES } from '@cbccvc/evidence'
import { EXAMPLES } from './examples.ts'

const PATH = 'docs/protocol.md'
const FILE = new URL('../../../../docs/protocol.md', import.meta.url)

type Cell = string | number
const table = (heads: readonly string[], lines: readonly (readonly Cell[])[]): string =>
  [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const TABLES: Readonly<Record<string, () => string>> = {
  routes: () =>
    table(
      ['call', 'who', 'body', 'answers', 'what'],
      Object.values(routes).map((route) => [
        `\`${route.method} ${route.path}\``,
        route.caller,
        'takes' in route ? `\`${route.takes}\`` : '',
        Object.keys(route.gives).join(', '),
        route.summary,
      ]),
    ),
  refusals: () =>
    table(
      ['code', 'status', 'sentence', 'câu'],
      Object.entries(refusals).map(([code, { status, en, vi }]) => [`\`${code}\``, status, en, vi]),
    ),
  evidence: () =>
    table(
      ['code', 'sentence', 'câu'],
      EVIDENCE_CODES.map((code) => [`\`${code}\``, evidenceSentence(code, 'en'), evidenceSentence(code, 'vi')]),
    ),
  steps: () =>
    table(
      ['step', 'holds', 'does not hold'],
      Object.entries(STEP_SENTENCES).map(([name, { ok, bad }]) => [`\`${name}\``, ok[1], bad[1]]),
    ),
}

/** The document with every block filled anew. Throws for a block that nobody computes. */
export function filled(text: string): string {
  return text
    .replace(
      /(<!-- example (\S+) -->\n```\w*\n)[\s\S]*?(```\n)/g,
      (_, open, name, close) => `${open}${known(EXAMPLES[name], name)}\n${close}`,
    )
    .replace(
      /(<!-- table (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
      (_, open, name, close) => `${open}${known(TABLES[name]?.(), name)}\n${close}`,
    )
}

export function derive(): { path: string; content: string }[] {
  return [{ path: PATH, content: filled(readFileSync(FILE, 'utf8')) }]
}

function known(text: string | undefined, name: string): string {
  if (text === undefined) throw new Error(`no example or table is called ${name}`)
  return text
}
