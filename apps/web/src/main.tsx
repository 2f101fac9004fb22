import { createRoot } from 'react-dom/client'
import './frame/fonts.css'
import './frame/frame.css'
import { Frame } from './frame/Frame.tsx'
import { startLanguage } from './frame/language.ts'

startLanguage()
createRoot(document.getElementById('root')!).render(<Frame />)
