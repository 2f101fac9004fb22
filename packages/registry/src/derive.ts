/** What is derived from the registry: `docs/rights.md`, the policy as a reader sees it. `npm run derive` writes it. */
import { rightsPage } from './access/policy/page.ts'

export function derive(): { readonly path: string; readonly content: string }[] {
  return [{ path: 'docs/rights.md', content: rightsPage() }]
}
