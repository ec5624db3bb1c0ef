import { setTimeout as pause } from 'node:timers/promises';
import { withClient } from '../connection/with-client.js';
import { identityOf, refuseOtherThanReplica } from '../replica/examine-replica.js';
import { Positions } from '../replica/positions.js';
import { askPrimary, askReplica } from '../replica/replica-watch.js';

/** A replica beside its primary. */
export interface ReplicaFacts {
  /** Milliseconds that it took to replay what the primary had written when it was asked; undefined where that took too long. */
  lagMs: number | undefined;
  maxConnections: number;
  /** Of the primary: with fewer a replica stops replaying, or never becomes ready. */
  primaryMaxConnections: number;
}

const POLL_MS = 20;
const maxConnections = `SELECT current_setting('max_connections')::int AS most`;

/**
 * Examines the server of DATABASE_READ_URL as a start does, and waits until it has replayed what the primary has written.
 *
 * @param longestMs how long to wait, in milliseconds
 * @throws Problem `replica_of_other_database`, `replica_is_primary`, `dangerous_role`, `database_unavailable`,
 * `database_refused`
 */
export function inspectReplica(primaryUrl: string, replicaUrl: string, longestMs: number): Promise<ReplicaFacts> {
  return withClient(replicaUrl, (replica) =>
    withClient(primaryUrl, async (primary) => {
      await refuseOtherThanReplica(replica, await identityOf(primary));
      const [own, least] = await Promise.all(
        [replica, primary].map((client) => client.query<{ most: number }>(maxConnections)),
      );
      const positions = new Positions();
      const askedAt = performance.now();
      const { rows } = await primary.query<{ position: number }>(askPrimary);
      positions.note(askedAt, rows[0]?.position ?? 0);
      let lagMs: number | undefined;
      while (lagMs === undefined && performance.now() - askedAt <= longestMs) {
        const { rows: replayed } = await replica.query<{ position: number }>(askReplica);
        if (Number.isFinite(positions.completeUpTo(replayed[0]?.position ?? 0))) lagMs = performance.now() - askedAt;
        else await pause(POLL_MS);
      }
      return { lagMs, maxConnections: own?.rows[0]?.most ?? 0, primaryMaxConnections: least?.rows[0]?.most ?? 0 };
    }),
  );
}
