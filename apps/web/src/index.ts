/** Where the built web lies: `index.html`, `verifier.html`, `mark.svg` and `assets/*` (hashed, immutable). */
export const webFolder = new URL('../dist/', import.meta.url)
