/** What may be said over HTTP: routes as data, shapes, refusals, the typed client, OpenAPI. */
export * from './client.ts'
export * from './openapi.ts'
export * from './purposes.ts'
export * from './refusals.ts'
export * from './routes.ts'
export * from './shapes.ts'
export * from './words.ts'
