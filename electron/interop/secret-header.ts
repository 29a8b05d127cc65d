const secretName =
  /^(authorization|proxy-authorization|cookie)$|key|token|secret|passw|credential|session|signature|auth/i

/** Whether a header of this name is likely to carry a secret, and is kept as one. */
export function isSecretHeader(name: string): boolean {
  return secretName.test(name)
}
