/**
 * Vietnamese first, English beside it. A text is a pair; `useSay()` says it in the reader's language with its facts
 * filled in, numbers in that language's form. The choice is kept on this machine only.
 */
import type { Text } from '@cbccvc/standard'
import { useCallback, useSyncExternalStore } from 'react'
import { formatNumber } from './format.ts'

export type Language = 'vi' | 'en'
export type Facts = Readonly<Record<string, string | number>>
export type Say = (text: Text, facts?: Facts) => string

const key = 'cbccvc.language'
const listeners = new Set<() => void>()
let current: Language = remembered()

function remembered(): Language {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi' // A file opened from disk may have no storage.
  }
}

/** Changes the language of the page, and of the `lang` attribute, and keeps it. */
export function setLanguage(language: Language): void {
  current = language
  document.documentElement.lang = language
  keep()
  for (const listener of listeners) listener()
}

function keep(): void {
  try {
    localStorage.setItem(key, current)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export const startLanguage = (): void => {
  document.documentElement.lang = current
  // The end of a session empties the storage (Clear-Site-Data): the language is nobody's, and stays.
  addEventListener('pagehide', keep)
}

export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

/** Fills `{name}` holes; a hole without a fact stays a visible gap, `[…]`. */
export const fill = (text: string, language: Language, facts: Facts): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name]
    return fact === undefined ? '[…]' : typeof fact === 'number' ? formatNumber(fact, language) : fact
  })

export function useSay(): Say {
  const language = useLanguage()
  return useCallback((text, facts = {}) => fill(text[language], language, facts), [language])
}
