/** Shapes of the explicit non-values on the wire. */

/** True for `{"$":"unknown"}` and `{"$":"notPermitted"}`. */
export function isUnstated(value: unknown): value is { $: 'unknown' | 'notPermitted' } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const mark = (value as { $?: unknown }).$
  return mark === 'unknown' || mark === 'notPermitted'
}

/** True for a value that says that we may not hold it. */
export const isNotPermitted = (value: unknown) => isUnstated(value) && value.$ === 'notPermitted'
