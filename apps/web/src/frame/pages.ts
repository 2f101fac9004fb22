/**
 * The pages of this web, once: address, title, place in the navigation, and the code that is loaded when it is opened.
 * The desk hangs its rooms here: one row a page.
 */
import type { Text } from '@cbccvc/standard'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

export type Params = Readonly<Record<string, string>>
export interface Page {
  /** A real path; `:name` is one part of it. */
  readonly path: string
  readonly title: Text
  /** The word in the navigation, for the pages that stand there. */
  readonly nav?: Text
  /** The path of the page in the navigation that this one belongs to. */
  readonly under?: string
  readonly body: LazyExoticComponent<ComponentType<{ params: Params }>>
}

export const pages: readonly Page[] = [
  {
    path: '/',
    title: { vi: 'Bảng theo dõi các cơ quan', en: 'Board of bodies' },
    nav: { vi: 'Các cơ quan', en: 'Bodies' },
    body: lazy(() => import('../board/BoardPage.tsx')),
  },
  {
    path: '/bodies/:body',
    title: { vi: 'Các gói của một cơ quan', en: 'Parcels of a body' },
    under: '/',
    body: lazy(() => import('../board/BodyPage.tsx')),
  },
  {
    path: '/bodies/:body/parcels/:parcel',
    title: { vi: 'Đường đi của một gói', en: 'The way of a parcel' },
    under: '/',
    body: lazy(() => import('../board/ParcelPage.tsx')),
  },
  {
    path: '/verify',
    title: { vi: 'Kiểm chứng biên nhận', en: 'Verify a receipt' },
    nav: { vi: 'Kiểm chứng biên nhận', en: 'Verify a receipt' },
    body: lazy(() => import('../verify/VerifyPage.tsx')),
  },
]

/** Addresses of the pages that take something. */
export const bodyHref = (body: string): string => `/bodies/${encodeURIComponent(body)}`
export const parcelHref = (body: string, parcel: string): string =>
  `${bodyHref(body)}/parcels/${encodeURIComponent(parcel)}`

/** The page at a path, with what its `:names` hold; null where there is none. */
export function findPage(path: string): { page: Page; params: Params } | null {
  const parts = split(path)
  for (const page of pages) {
    const pattern = split(page.path)
    if (pattern.length !== parts.length) continue
    const params: Record<string, string> = {}
    const fits = pattern.every((p, i) => {
      const part = parts[i]!
      if (!p.startsWith(':')) return p === part
      params[p.slice(1)] = part
      return true
    })
    if (fits) return { page, params }
  }
  return null
}

function split(path: string): string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent)
  } catch {
    return ['?'] // A broken escape is no address of ours.
  }
}
