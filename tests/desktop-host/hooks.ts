// Puts the stand-in where the module `electron` would be, for `import` and `require` alike, bundled or not. Load it
// before anything that imports Electron; the real package would try to download its binary.
import { registerHooks } from 'node:module'

const standIn = new URL('electron.ts', import.meta.url).href
const realPackage = /\/node_modules\/electron\/index\.js$/

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier.startsWith('electron/') || realPackage.test(specifier)) {
      return { url: standIn, shortCircuit: true }
    }
    return next(specifier, context)
  },
})
