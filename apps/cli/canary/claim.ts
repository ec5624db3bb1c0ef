import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Keeps other canaries of this machine from setting the same weight: a socket of Linux without a file, which goes with this process
 * however it ends. One on another machine stops when it finds a weight that it did not set.
 *
 * @returns what ends the claim, or undefined where another process has it
 */
export async function claim(setting: string): Promise<(() => void) | undefined> {
  const server = createServer();
  try {
    const name = createHash('sha256').update(setting).digest('hex');
    await once(server.listen(`\0palier-canary-${name}`), 'listening');
    return () => void server.close();
  } catch {
    return undefined;
  }
}
