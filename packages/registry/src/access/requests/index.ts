/** Requests of the data subject: made by the person, owned by an officer or the nation, answered on the clock. */
export * from './answering.ts'
export {
  answerPlace,
  makeRequest,
  type NewRequest,
  type OwnRequest,
  ownRequests,
  type SubjectRequestLine,
  wordsPlace,
} from './making.ts'
export { isUnrestricted, liftRestriction, restrictedBy } from './restriction.ts'
export { type RequestOwner, type RequestState, standingOfRequest } from './standing.ts'
