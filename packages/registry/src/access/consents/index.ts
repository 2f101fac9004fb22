/** Consent: asked by whoever may not look otherwise, given by the person in fields and days, read by each decision. */
export { type Ask, askConsent, type Named, requireAsking } from './ask.ts'
export * from './consents.ts'
