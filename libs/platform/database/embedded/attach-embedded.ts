import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries } from './binaries.js';
import { openDataDir, requireMade } from './data-dir.js';
import { takeLock } from './data-dir-lock.js';
import { embeddedProblem } from './embedded.errors.js';
import { type EmbeddedServer, embeddedUrls } from './embedded-server.js';
import { serves } from './former-server.js';
import { refuseRemains } from './init-cluster.js';
import { loadSecrets } from './secrets.js';
import { namedServer } from './server-process.js';
import { runLocked } from './start-embedded.js';
import { logLine } from './watch-server.js';

const TIMEOUT_MS = 15_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * For commands: the server of the Palier process that uses this data directory, which `stop` leaves running;
 * without such a process, a new server until `stop`.
 *
 * @param missing `make` creates the deployment where there is none, for commands that fill it
 * @throws Problem as `startEmbedded`, without a deployment in the directory, or when the server of the running process does
 *   not answer.
 */
export async function attachEmbedded(dataDir: string, missing: 'refuse' | 'make' = 'refuse'): Promise<EmbeddedServer> {
  if (missing === 'refuse') requireMade(dataDir);
  const dir = openDataDir(dataDir);
  if (missing === 'refuse') refuseRemains(dir);
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const lock = takeLock(dir, { en: 'a command', fr: 'une commande' });
    if (!('holder' in lock)) return stoppedBySignals(await runLocked(dir, lock, logLine));
    // The holder of the lock may be starting, or stopping and about to release it.
    const server = namedServer(dir.cluster);
    if (server) {
      const urls = embeddedUrls(loadSecrets(dir), server.port);
      if (await serves(urls.admin, dir.cluster)) {
        const { shareDirectory } = await findBinaries();
        const stop = async () => {};
        return { urls, port: server.port, shareDirectory, adopted: true, stop, [Symbol.asyncDispose]: stop };
      }
    }
    // From another container, its PostgreSQL on 127.0.0.1 will never answer.
    if (Date.now() > deadline || lock.host !== hostname()) {
      throw embeddedProblem(
        `The PostgreSQL of the Palier process (${lock.holder.en}) that uses ${dir.root} does not answer: run the command on that host or in that container, or stop that process and try again.`,
        `Le PostgreSQL du processus Palier (${lock.holder.fr}) qui utilise ${dir.root} ne répond pas : lancez la commande sur cette machine ou dans ce conteneur, ou arrêtez ce processus et réessayez.`,
      );
    }
    await pause(100);
  }
}

/** Stops the server when Ctrl-C ends a command. */
function stoppedBySignals(server: EmbeddedServer): EmbeddedServer {
  const interrupted = () => void stop().finally(() => process.exit(130));
  const stop = async () => {
    await server.stop();
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  return { ...server, stop, [Symbol.asyncDispose]: stop };
}
