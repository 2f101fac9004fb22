/** Requests of the data subject: made by the person, owned by an officer or the nation, answered on the clock. */
export * from './answering.ts'
export {
  makeRequest,
  type NewRequest,
  type OwnRequest,
  ownRequests,
  type SubjectRequestLine,
} from './making.ts'
export { isUnrestricted, liftRestriction, restrictedBy } from './restriction.ts'
export { type RequestOwner, type RequestState, standingOfRequest } from './standing.ts'
