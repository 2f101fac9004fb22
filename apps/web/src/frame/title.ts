import type { Text } from '@cbccvc/standard'
/** The document's title: the page first, then the house. */
import { useEffect } from 'react'
import { type Facts, useSay } from './language.ts'
import { w } from './words.ts'

/** Sets the title of the page, in the reader's language. */
export function useTitle(text: Text, facts?: Facts): void {
  const say = useSay()
  const title = `${say(text, facts)} · ${say(w.short)}`
  useEffect(() => {
    document.title = title
  }, [title])
}
