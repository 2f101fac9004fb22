/** What the registry says when it will not: a code of the contract's table of refusals and its facts. */
export type RefusalFacts = Readonly<Record<string, string | number>>

/**
 * Thrown by the hatches. The code is one of the contract's table; the registry does not import the contract, so the
 * server's door turns it into the sentence and the HTTP status, and a test holds the two lists together.
 */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RegistryRefusal
  readonly facts: RefusalFacts
  constructor(code: RegistryRefusal, facts: RefusalFacts = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

export const registryRefusals = [
  'caller.notAllowed',
  'parcel.seal',
  'parcel.manifest',
  'parcel.sender',
  'parcel.unit',
  'parcel.unitEnded',
  'parcel.edition',
  'parcel.asOf',
  'parcel.otherBytes',
  'parcel.unknown',
  'parcel.refused',
  'parcel.secret',
  'parcel.size',
  'parcel.digest',
  'parcel.compression',
  'parcel.count',
  'parcel.recordsRoot',
  'parcel.part',
  'parcel.sequence',
  'parcel.expired',
  'withdrawal.unknown',
  'withdrawal.late',
  'withdrawal.again',
  'record.unknown',
  'receipt.notYet',
  'feed.cursor',
  'answer.unknown',
  'answer.shape',
  'answer.otherBytes',
  'answer.closed',
  'answer.notYours',
] as const
export type RegistryRefusal = (typeof registryRefusals)[number]

/** After these the parcel can never be taken. */
export const finalRefusals: ReadonlySet<RegistryRefusal> = new Set([
  'parcel.secret',
  'parcel.size',
  'parcel.digest',
  'parcel.compression',
  'parcel.count',
  'parcel.recordsRoot',
])
