/** What the identity provider keeps: its rows and its keys. The provider itself is a door and stands in the server. */
export * from './issuer-keys.ts'
export * from './rows.ts'
