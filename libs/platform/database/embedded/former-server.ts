import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { withClient } from '../connection/with-client.js';
import { embeddedProblem } from './embedded.errors.js';
import { forgetServer, namedServer, type ServerProcess, serverProcesses } from './server-process.js';

const TIMEOUT_MS = 10_000;
const POLL_MS = 100;

/**
 * The server that an earlier Palier process left running, once it answers; undefined when there is none.
 * Waits up to ten seconds for a server that starts or stops.
 *
 * @throws Problem when processes remain that neither answer nor end.
 */
export async function findFormerServer(
  cluster: string,
  adminUrl: (port: number) => string,
): Promise<ServerProcess | undefined> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const named = namedServer(cluster);
    const left = serverProcesses(cluster);
    if (named && left.includes(named.pid) && (await serves(adminUrl(named.port), cluster))) return named;
    if (left.length === 0) {
      forgetServer(cluster);
      return undefined;
    }
    if (Date.now() > deadline) throw stuck(cluster, left);
    await pause(POLL_MS);
  }
}

/** Whether the server of `url` answers and is that of this cluster. */
export function serves(url: string, cluster: string): Promise<boolean> {
  const isOfCluster = async (client: pg.Client) => {
    const { rows } = await client.query<{ directory: string }>(`SELECT current_setting('data_directory') AS directory`);
    return rows[0]?.directory === cluster;
  };
  return withClient(url, isOfCluster, { name: 'palier', connectMs: 2000, answerMs: 2000 }).catch(() => false);
}

function stuck(cluster: string, pids: readonly number[]) {
  const list = pids.join(', ');
  return embeddedProblem(
    `A former PostgreSQL still runs in ${cluster} and does not answer: end its processes (${list}), then start Palier again.`,
    `Un ancien PostgreSQL tourne encore dans ${cluster} et ne répond pas : arrêtez ses processus (${list}), puis redémarrez Palier.`,
  );
}
