import { open, rename, rm } from 'node:fs/promises'

/**
 * Replaces a file so that a crash at any instant leaves the old text or the new, never a mixture. For its owner alone.
 * Calls for one path must not overlap.
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w', 0o600)
    try {
      await file.writeFile(text)
      // Without this, some file systems commit the rename before the data, and a power cut leaves an empty file.
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
