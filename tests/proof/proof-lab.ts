import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SecretRef } from '../../electron/contract/target-config.ts'
import { createMemorySecrets, type MemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { type Certificates, makeCertificates } from '../lab/https-servers.ts'

/** The one secret of the lab: an export leaves secrets out, and whoever fills them in could not tell two apart. */
export const labPassword = 'lab-password'

/** Where all vectors run at once: their servers, certificates and secrets. */
export interface ProofLab {
  /** Keeps the server until the lab closes. */
  use<T extends { close(): Promise<void> }>(server: T | Promise<T>): Promise<T>
  certificates: Certificates
  /** PEM files, as other programs want them. */
  files: { ca: string; clientCert: string; clientKey: string }
  secrets: MemorySecrets
  /** Stands for `labPassword`. */
  password: SecretRef
  close(): Promise<void>
}

/** Opens a lab that keeps its files in `directory`. */
export async function openLab(directory: string): Promise<ProofLab> {
  const open: { close(): Promise<void> }[] = []
  const certificates = await makeCertificates()
  const secrets = createMemorySecrets()
  const write = (name: string, text: string): string => {
    const path = join(directory, name)
    writeFileSync(path, text)
    return path
  }
  return {
    use: async (server) => {
      const opened = await server
      open.push(opened)
      return opened
    },
    certificates,
    files: {
      ca: write('ca.pem', certificates.root.certPem),
      clientCert: write('client.pem', certificates.client.certPem),
      clientKey: write('client.key', certificates.client.keyPem),
    },
    secrets,
    password: secrets.sink(labPassword),
    close: async () => {
      await Promise.all(open.splice(0).map((server) => server.close()))
    },
  }
}
