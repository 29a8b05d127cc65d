import { execFileSync } from 'node:child_process'
import { basename, join } from 'node:path'

/** The part of electron-builder's afterPack context that is used here. */
export interface PackedApp {
  electronPlatformName: string
  appOutDir: string
  packager: { appInfo: { productFilename: string } }
}

/**
 * What to sign with nobody's identity, or null. Fuses change the binary, which breaks the signature Electron came with,
 * and macOS silently drops the notifications of a program without a valid one. With a certificate electron-builder signs
 * later by itself; the halves of a universal build are merged first.
 */
export function unsignedApp(context: PackedApp, env: Readonly<Record<string, string | undefined>>): string | null {
  const { electronPlatformName, appOutDir, packager } = context
  const certificate = (env.CSC_LINK ?? '') !== '' || (env.CSC_NAME ?? '') !== ''
  if (electronPlatformName !== 'darwin' || certificate || basename(appOutDir).endsWith('-temp')) return null
  return join(appOutDir, `${packager.appInfo.productFilename}.app`)
}

/** electron-builder calls it when a program has been put together. */
export default function signAdHoc(context: PackedApp): void {
  const app = unsignedApp(context, process.env)
  if (app !== null) execFileSync('codesign', ['--force', '--deep', '--sign', '-', app], { stdio: 'inherit' })
}
