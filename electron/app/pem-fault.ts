import type { TargetConfig } from '../contract/target-config.ts'
import { readPemFile } from './pem-file.ts'

const pemKeys = { ca: 'tls_ca', cert: 'tls_cert', key: 'tls_key' } as const

/** What is wrong with a certificate or key file that a target names, which option and which key of a Categraf file names it. */
export async function pemFault({
  protocol,
  ...config
}: TargetConfig): Promise<{ key: string; option: string; message: string } | null> {
  if (protocol === 'udp' || !('tls' in config)) return null
  for (const option of ['ca', 'cert', 'key'] as const) {
    const pem = config.tls?.[option]
    if (!pem || !('file' in pem)) continue
    const answer = await readPemFile(pem.file)
    if (!answer.ok) return { key: pemKeys[option], option: `tls.${option}`, message: answer.message }
  }
  return null
}
