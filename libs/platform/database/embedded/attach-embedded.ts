import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries } from './binaries.js';
import { openDataDir } from './data-dir.js';
import { takeLock } from './data-dir-lock.js';
import { embeddedProblem } from './embedded.errors.js';
import { type EmbeddedServer, embeddedUrls } from './embedded-server.js';
import { serves } from './former-server.js';
import { logLine } from './log-line.js';
import { loadSecrets } from './secrets.js';
import { namedServer } from './server-process.js';
import { runLocked } from './start-embedded.js';

const PATIENCE_MS = 15_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * For a command: the server of the Palier that runs on this data directory, which `stop` leaves
 * alone; else a server of its own until `stop`.
 *
 * @throws Problem as `startEmbedded`, or when the running Palier's server does not answer.
 */
export async function attachEmbedded(dataDir: string, log = logLine): Promise<EmbeddedServer> {
  const dir = openDataDir(dataDir);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const lock = await takeLock(dir.root);
    if (!('holder' in lock)) return stoppedBySignals(await runLocked(dir, lock, log));
    // Its holder may be starting, or stopping: then the lock comes free.
    const server = namedServer(dir.cluster);
    if (server) {
      const urls = embeddedUrls(loadSecrets(dir), server.port);
      if (await serves(urls.admin, dir.cluster)) {
        const { shareDirectory } = await findBinaries();
        return { urls, port: server.port, shareDirectory, adopted: true, stop: async () => {} };
      }
    }
    if (Date.now() > deadline) {
      throw embeddedProblem(
        `The Palier that uses ${dir.root} (process ${lock.holder}) has no PostgreSQL that answers: stop it and try again.`,
        `Le Palier qui utilise ${dir.root} (processus ${lock.holder}) n'a pas de PostgreSQL qui réponde : arrêtez-le et réessayez.`,
      );
    }
    await pause(100);
  }
}

/** Ctrl-C ends a command at once, but must not leave its server behind. */
function stoppedBySignals(server: EmbeddedServer): EmbeddedServer {
  const interrupted = () => void stop().finally(() => process.exit(130));
  const stop = async () => {
    await server.stop();
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  return { ...server, stop };
}
