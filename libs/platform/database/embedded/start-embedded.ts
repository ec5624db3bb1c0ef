import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { initialiseDatabase } from '../roles/initialise-database.js';
import { findBinaries } from './binaries.js';
import { type DataDir, openDataDir } from './data-dir.js';
import { type DataDirLock, takeLock } from './data-dir-lock.js';
import { embeddedProblem } from './embedded.errors.js';
import { DATABASE, type EmbeddedServer, embeddedUrls } from './embedded-server.js';
import { findFormerServer } from './former-server.js';
import { namingFullDisk } from './full-disk.js';
import { initCluster, refuseRemains } from './init-cluster.js';
import { requireReachable } from './reachable.js';
import { loadSecrets, namingWrongPasswords } from './secrets.js';
import { ServerControl } from './server-control.js';
import { chooseServerUser } from './server-user.js';
import { type LogLine, logLine, watchServer } from './watch-server.js';

/**
 * Starts the embedded PostgreSQL of a data directory, which it creates when missing, or adopts a server that
 * a killed Palier process left running; then restarts the server whenever it dies, until `stop`.
 *
 * @param log logs later events of the server, in English
 * @throws Problem, in one line with what to do, when another Palier process uses the directory, the database alone is
 * missing, or the server cannot start.
 */
export async function startEmbedded(dataDir: string, log = logLine): Promise<EmbeddedServer> {
  const dir = openDataDir(dataDir);
  refuseRemains(dir);
  const lock = takeLock(dir, { en: 'a server', fr: 'un serveur' });
  if ('holder' in lock) {
    throw embeddedProblem(
      `Another Palier process (${lock.holder.en}) uses ${dir.root}: stop it, or set PALIER_DATA_DIR to another directory.`,
      `Un autre processus Palier (${lock.holder.fr}) utilise ${dir.root} : arrêtez-le, ou donnez un autre dossier par PALIER_DATA_DIR.`,
    );
  }
  return runLocked(dir, lock, log);
}

/** As `startEmbedded`, for the holder of the lock; releases the lock when it fails. */
export async function runLocked(dir: DataDir, lock: DataDirLock, log: LogLine): Promise<EmbeddedServer> {
  try {
    const binaries = await findBinaries();
    const user = chooseServerUser(dir.cluster);
    requireReachable(dirname(binaries.postgres), user);
    requireReachable(dir.root, user);
    const secrets = loadSecrets(dir);
    await initCluster(dir, binaries, user, secrets.admin);

    const control = new ServerControl(dir.cluster, binaries, user);
    const findFormer = () => findFormerServer(dir.cluster, (port) => embeddedUrls(secrets, port).admin);
    const former = await findFormer();
    const server = former ?? (await control.start(await findFreePort()));
    const urls = embeddedUrls(secrets, server.port);
    const watch = watchServer(server, control, findFormer, log);
    const stop = async () => {
      await watch.stop();
      await control.stop();
      lock.release();
    };
    const passwords = { ownerPassword: secrets.owner, appPassword: secrets.app };
    await initialiseDatabase(urls.admin, { database: DATABASE, ...passwords }).catch(async (error) => {
      await stop();
      throw namingWrongPasswords(dir, error);
    });
    const { shareDirectory } = binaries;
    const facts = { urls, port: server.port, shareDirectory, adopted: former !== undefined };
    return { ...facts, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    lock.release();
    throw namingFullDisk(dir.root, error);
  }
}

/** A port of 127.0.0.1 that nothing listens on at this moment. */
async function findFreePort(): Promise<number> {
  await using server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
