/**
 * The part of a distinguished name a person knows it by: its common name, else its organisation, else all of it. Reads
 * the one-line form (`CN=R11, O=Let's Encrypt`) and Node's form with a line per part.
 */
export function certificateName(distinguishedName: string): string {
  const part = (key: string): string | undefined =>
    new RegExp(`(?:^|[\\n,/+])\\s*${key}\\s*=\\s*([^\\n,/+]+)`, 'i').exec(distinguishedName)?.[1]?.trim()
  return part('CN') ?? part('O') ?? distinguishedName.replace(/\s*\n\s*/g, ', ').trim()
}
