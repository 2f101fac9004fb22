import { createRoot } from 'react-dom/client'
import './frame/fonts.css'
import './frame/frame.css'
import { Frame } from './frame/Frame.tsx'
import { startLanguage } from './frame/language.ts'
import { refreshMe } from './session/session.ts'

startLanguage()
void refreshMe()
createRoot(document.getElementById('root')!).render(<Frame />)
