/** How the web is built: one entry, hashed assets, nothing inline (a strict CSP serves it). See build.ts for both. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    // The last browsers for Windows 7 and 8, which commune offices still run, and their contemporaries.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16.4'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
})
