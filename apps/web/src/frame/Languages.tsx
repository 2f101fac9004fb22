/** The switch between the two languages, each named in itself. */
import { setLanguage, useLanguage, useSay } from './language.ts'
import { w } from './words.ts'

const choices = [
  { id: 'vi', short: 'VI', name: 'Tiếng Việt' },
  { id: 'en', short: 'EN', name: 'English' },
] as const

export function Languages() {
  const say = useSay()
  const language = useLanguage()
  return (
    <fieldset className="languages">
      <legend className="only-spoken">{say(w.language)}</legend>
      {choices.map(({ id, short, name }) => (
        <button
          key={id}
          type="button"
          lang={id}
          aria-label={`${short} – ${name}`}
          title={name}
          aria-pressed={language === id}
          onClick={() => setLanguage(id)}
        >
          {short}
        </button>
      ))}
    </fieldset>
  )
}
