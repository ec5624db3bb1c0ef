import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

/** An established connection in `/proc/net/tcp`. */
const ESTABLISHED = '01';
/** Before an IPv4 address where a socket of IPv6 uses it. */
const MAPPED = '0000000000000000FFFF0000';

/**
 * Whether the other end of a connection over loopback belongs to a process of the account that this one runs as, or of root:
 * who may read its files. Linux alone tells; elsewhere it is taken for granted.
 */
export async function isOfThisAccount(socket: Socket): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const client = endOf(socket.remoteAddress, socket.remotePort);
  const server = endOf(socket.localAddress, socket.localPort);
  if (!client || !server) return false;
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  for (const line of tables.join('\n').split('\n')) {
    const [, local = '', remote = '', state, , , , uid] = line.trim().split(/\s+/);
    if (state !== ESTABLISHED || local.replace(MAPPED, '') !== client || remote.replace(MAPPED, '') !== server)
      continue;
    return uid === '0' || Number(uid) === process.getuid?.();
  }
  return false;
}

/** An end of a connection as these tables write it: a loopback address in the byte order of the processor, and a port. */
function endOf(address = '', port = 0): string | undefined {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  if (address === '::1') return `00000000000000000000000001000000:${hexPort}`;
  const parts = address.replace(/^::ffff:/, '').split('.');
  if (parts.length !== 4 || parts[0] !== '127') return undefined;
  return `${Buffer.from(parts.map(Number)).reverse().toString('hex').toUpperCase()}:${hexPort}`;
}
