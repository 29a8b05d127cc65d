const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file of that name is there already',
  ENOTDIR: 'part of the path is a file, not a directory',
  EISDIR: 'it is a directory',
  EMFILE: 'this program has too many files open',
  ENFILE: 'this computer has too many files open',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
  EADDRINUSE: 'the port is taken by another program',
  EADDRNOTAVAIL: 'this computer does not have that address',
  ENOTFOUND: 'no such name is known',
}

/** The code the system gave an error, such as `ENOENT`, or null. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** What the system said, in words a person can act on; never a stack. */
export function errorReason(error: unknown): string {
  const code = errorCode(error)
  if (code !== null) return reasons[code] ?? code
  return error instanceof Error ? error.message : String(error)
}
