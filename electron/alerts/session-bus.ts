import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'

const connectMs = 1000

/** The first executable file of that name on `path`, a list as in PATH, or null. Entries that cannot be read count as empty. */
export async function findExecutable(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name)
    try {
      await access(file, constants.X_OK)
      if ((await stat(file)).isFile()) return file
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/**
 * Whether a D-Bus session answers at the address the environment gives, or at the user's default socket. Without one
 * `notify-send` fails, or starts a bus nobody listens on. Transports other than unix sockets are believed.
 */
export async function sessionBusReachable(env: NodeJS.ProcessEnv): Promise<boolean> {
  const { DBUS_SESSION_BUS_ADDRESS: addresses, XDG_RUNTIME_DIR: runtimeFolder } = env
  if (addresses) return (await Promise.all(addresses.split(';').map(addressReachable))).includes(true)
  return runtimeFolder ? await socketAccepts(join(runtimeFolder, 'bus')) : false
}

/** One address as the D-Bus specification writes it: `unix:path=/run/user/1000/bus,guid=…`, values %-escaped. */
async function addressReachable(address: string): Promise<boolean> {
  const socket = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(address)
  if (!socket) return /^(unix|unixexec|tcp|nonce-tcp|autolaunch|launchd):/.test(address)
  const [, kind, value = ''] = socket
  try {
    // An abstract socket has no file; its name begins with NUL.
    return await socketAccepts(`${kind === 'abstract' ? '\0' : ''}${decodeURIComponent(value)}`)
  } catch {
    // A stray % in it.
    return false
  }
}

function socketAccepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path })
    function settle(accepts: boolean): void {
      socket.destroy()
      resolve(accepts)
    }
    socket.setTimeout(connectMs, () => settle(false))
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}
