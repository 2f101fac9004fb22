/** The mark: the star of a Đông Sơn drum. Decoration only. */
const star = Array.from({ length: 28 }, (_, i) => {
  const angle = (i * Math.PI) / 14 - Math.PI / 2
  const radius = i % 2 === 0 ? 9.2 : 4.1
  return `${(16 + radius * Math.cos(angle)).toFixed(2)},${(16 + radius * Math.sin(angle)).toFixed(2)}`
}).join(' ')

export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <circle cx="16" cy="16" r="15.2" fill="none" stroke="currentColor" strokeWidth="1.2" />
    <circle cx="16" cy="16" r="12.2" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="1.2 1.355" />
    <polygon points={star} fill="currentColor" />
  </svg>
)
