/**
 * Whether somebody is at this page. What asks by itself stops when nobody is: a session must run out at a desk that was
 * left, and each question of a page counts as its use.
 */

/** Without any input for so long (ms), nobody is there. */
export const presentFor = 10 * 60_000

let lastInput = Date.now()
let place = ''
const listeners = new Set<() => void>()

export const somebodyThere = (): boolean => Date.now() - lastInput < presentFor

/** Calls back at the first input after nobody was there. */
export function onReturn(listener: () => void): void {
  listeners.add(listener)
}

function input(): void {
  const returned = !somebodyThere()
  lastInput = Date.now()
  if (returned) for (const listener of listeners) listener()
}

/** A browser may tell of a pointer that lies still while the page moves below it: that is nobody. */
function moved({ screenX, screenY }: PointerEvent): void {
  const now = `${screenX} ${screenY}`
  if (now !== place) input()
  place = now
}

const heard = { capture: true, passive: true }
for (const name of ['pointerdown', 'keydown', 'wheel', 'touchmove']) window.addEventListener(name, input, heard)
window.addEventListener('pointermove', moved, heard)
