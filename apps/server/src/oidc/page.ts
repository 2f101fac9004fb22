/** A refusal for somebody who follows a link: the same sentences as everywhere, without script; its style is the web's `plain.css`. */
import { type RefusalCode, refusal } from '@cbccvc/contract'

const safe = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A whole page; facts hold nothing personal. */
export function refusalPage(code: RefusalCode, facts: Readonly<Record<string, string | number>> = {}): string {
  const { vi, en, next } = refusal(code, facts)
  return `<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${safe(vi)}</title><link rel="stylesheet" href="/plain.css"></head>
<body>
<main>
<h1>${safe(vi)}</h1>
<p>${safe(next.vi)}</p>
<p lang="en">${safe(en)} ${safe(next.en)}</p>
<p><a href="/session/start">Đăng nhập / Sign in</a></p>
</main>
</body>
</html>
`
}
