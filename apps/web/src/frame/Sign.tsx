/** Small drawn signs: fonts do not carry them everywhere. The words beside them say the same. */
const paths = {
  yes: 'M3 8.5l3.4 3.5L13 4.5',
  no: 'M4 4l8 8M12 4l-8 8',
  open: 'M4 8h8',
  ask: 'M5.6 6a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.6M8 12.4v.4',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
} as const

export const Sign = ({ of }: { of: keyof typeof paths }) => (
  <svg className="sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path
      d={paths[of]}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
