import { once } from 'node:events';
import { createServer } from 'node:net';
import { startProblems } from './terminal.errors.js';

/**
 * Checks that the process can listen on a port, so that a taken one is reported before the database starts.
 *
 * @param variable the option that sets the port, for the message
 * @throws Problem `port_taken`, `address_refused`
 */
export async function portIsFree(host: string, port: number, variable: string): Promise<void> {
  const probe = createServer();
  await listenAt({ host, port, variable }, () => once(probe.listen(port, host), 'listening')).finally(() =>
    probe.close(),
  );
}

/**
 * What `listen` gives. It fails as the check does: another program may take the port while a start is under way.
 *
 * @throws Problem `port_taken`, `address_refused`
 */
export async function listenAt<T>(
  { host, port, variable }: { host: string; port: number; variable: string },
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const { code: reason, syscall } = error as NodeJS.ErrnoException;
    if (!reason || !syscall) throw error;
    if (reason === 'EADDRINUSE') throw startProblems.port_taken({ host, port, variable });
    throw startProblems.address_refused({ host, port, variable, reason });
  }
}
