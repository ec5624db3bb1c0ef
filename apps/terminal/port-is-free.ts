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
  try {
    await once(probe.listen(port, host), 'listening');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    if (reason === 'EADDRINUSE') throw startProblems.port_taken({ host, port, variable });
    throw startProblems.address_refused({ host, port, variable, reason });
  } finally {
    probe.close();
  }
}
