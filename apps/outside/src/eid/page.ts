/** The page of the stand-in e-ID: whom to be. */
import type { EidPerson } from './people.ts'

const safe = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** What is told of one person: never more than a sandbox holds. */
function line({ sub, HoVaTen, SoDinhDanh, MucDoDinhDanh }: EidPerson): string {
  const lacks = [
    ...(HoVaTen === undefined ? ['thiếu họ tên / no name'] : []),
    ...(SoDinhDanh === undefined ? ['thiếu số định danh / no number'] : []),
  ]
  const words = [HoVaTen ?? '…', `mức ${MucDoDinhDanh} / level ${MucDoDinhDanh}`, ...lacks].join(' · ')
  return `<p><button name="person" value="${safe(sub)}">${safe(words)}</button></p>`
}

export function choicePage(uid: string, people: readonly EidPerson[]): string {
  return `<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Định danh điện tử thử nghiệm</title></head>
<body>
<main>
<h1>Định danh điện tử thử nghiệm</h1>
<p>Chọn một người giả lập. <span lang="en">A stand-in for the e-ID: choose a synthetic person.</span></p>
<form method="post" action="/choose/${safe(uid)}">
${people.map(line).join('\n')}
<p><button name="person" value="">Hủy / Cancel</button></p>
</form>
</main>
</body>
</html>
`
}
