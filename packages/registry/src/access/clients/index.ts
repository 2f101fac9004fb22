/** What the identity provider keeps: its rows, its keys, who signed in where. The provider itself is a door of the server. */
export * from './issuer-keys.ts'
export * from './proofs.ts'
export * from './rows.ts'
export * from './sign-ins.ts'
