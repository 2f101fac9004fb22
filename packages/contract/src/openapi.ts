/** Prints the OpenAPI 3.1 document from the route table. */
import { refusals } from './refusals.ts'
import { type Route, routes } from './routes.ts'
import { Refusal } from './shapes.ts'

export function openApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [operationId, route] of Object.entries<Route>(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace('*', '{path}')
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: {
        operationId,
        summary: route.summary,
        ...(route.caller === 'sender' && { security: [{ boundToken: [] }] }),
        ...(route.caller === 'account' && {
          security: [{ session: [] }, ...(route.orKey ? [{ boundToken: [] }] : [])],
        }),
        parameters: [
          ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
          ...queryParameters(route),
        ],
        ...(route.takes && {
          requestBody: { required: true, content: { [route.takes]: { schema: route.body ?? { type: 'string' } } } },
        }),
        responses: {
          ...Object.fromEntries(
            Object.entries(route.gives).map(([status, shape]) => [
              status,
              {
                description: route.summary,
                content:
                  shape === 'text'
                    ? { 'text/plain': { schema: { type: 'string' } } }
                    : shape === 'bytes'
                      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
                      : { 'application/json': { schema: shape } },
              },
            ]),
          ),
          default: { description: 'A refusal', content: { 'application/json': { schema: Refusal } } },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'cbccvc',
      version: '1',
      description: 'CSDL quốc gia về cán bộ, công chức, viên chức. See docs/protocol.md.',
    },
    paths,
    components: {
      securitySchemes: {
        boundToken: {
          type: 'http',
          scheme: 'dpop',
          bearerFormat: 'JWT of /oidc/token with a DPoP proof (docs/protocol.md, 5.2)',
        },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      },
    },
    'x-refusals': refusals,
  }
}

function queryParameters(route: Route): unknown[] {
  const properties = (route.query as { properties?: Record<string, unknown> } | undefined)?.properties ?? {}
  const required = (route.query as { required?: string[] } | undefined)?.required ?? []
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}
