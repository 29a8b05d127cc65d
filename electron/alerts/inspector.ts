import { isVerdict } from '../contract/result.ts'
import type { Monitor, MonitorEvent } from '../monitor/ports.ts'
import type { CertificateNews } from './certificate-expiry.ts'
import type { Certificates } from './certificates.ts'

type ResultEvent = Extract<MonitorEvent, { type: 'result' }>
type Changed = Extract<CertificateNews, { kind: 'certificate-changed' }>

/** Looks into the certificates that targets show for what there is to tell. */
export interface Inspector {
  /** Answers what there is, each under a key; what it has under that key already it takes the place of. */
  inspect(event: ResultEvent): { key: string; news: CertificateNews }[]
  /** What was there under this key is told, or gone. */
  drop(key: string): void
}

function keyOf(id: string, news: CertificateNews): string {
  switch (news.kind) {
    case 'certificate':
      return `${news.kind} ${news.fingerprint} ${id}`
    case 'certificate-renewed':
      return `${news.kind} ${news.fingerprints.join('+')} ${id}`
    // One that shows another each time is told of once, with the last of them.
    case 'certificate-changed':
      return `${news.kind} ${id}`
  }
}

export function createInspector(deps: {
  monitor: Pick<Monitor, 'sight'>
  certificates: Pick<Certificates, 'see' | 'told'>
}): Inspector {
  const { monitor, certificates } = deps
  /** The last certificate never seen before that is still to be told of each target. */
  const waiting = new Map<string, Changed>()

  function note(id: string, key: string, news: Changed): void {
    const before = waiting.get(key)
    if (before && before.fingerprint !== news.fingerprint) certificates.told(id, before)
    waiting.set(key, news)
  }

  return {
    inspect({ target: { id }, result, after, counted }) {
      const { certificate, reason } = result
      if (!certificate || !isVerdict(result) || (monitor.sight().kind !== 'seeing' && !counted)) return []
      // Somebody else's, such as a login page's; or what the target is about to be told as down for.
      if (reason === 'tls-name-mismatch' || (reason === 'tls-expired' && after.state === 'confirming')) return []
      return certificates.see(id, certificate).map((news) => {
        const key = keyOf(id, news)
        if (news.kind === 'certificate-changed') note(id, key, news)
        return { key, news }
      })
    },
    drop: (key) => void waiting.delete(key),
  }
}
