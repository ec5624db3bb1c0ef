import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { QueueServer } from '../queues/queue-server.js';
import { takeTurns } from './job-turns.sql.js';

/** BullMQ's greatest priority. */
const LAST_TURN = 2_097_152;

/**
 * Start-time fair queueing: a tenant's next job gets the turn after that of its last job, but not before
 * the current turn of the queue. So tenants take turns, however many jobs each of them adds, and a tenant
 * without jobs in the queue waits only for the jobs that are running.
 *
 * Turns start at 1 again when the queue is idle. A queue that is never idle during two million jobs of a
 * tenant reaches the greatest turn; jobs then run in the order of adding until the queue is idle.
 */
@Injectable()
export class JobTurns {
  constructor(
    private readonly database: Database,
    private readonly server: QueueServer,
  ) {}

  /**
   * Takes the turns of new jobs.
   *
   * @param tenants the tenant of each job
   * @returns one turn per job, in the same order
   */
  async take(queue: string, tenants: readonly string[]): Promise<number[]> {
    const counts = new Map<string, number>();
    for (const tenant of tenants) counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
    const { turn: current, idle } = await this.server.position(queue);
    // Sorted, so that two workers that forward concurrently do not deadlock.
    const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const taken = await this.database.unscoped('jobs.queues', (tx) =>
      tx.run(
        takeTurns,
        queue,
        current,
        idle,
        sorted.map(([tenant]) => tenant),
        sorted.map(([, count]) => count),
        LAST_TURN,
      ),
    );
    const next = new Map(taken.map(({ tenant, last }) => [tenant, last - (counts.get(tenant) ?? 0) + 1]));
    return tenants.map((tenant) => {
      const turn = next.get(tenant) ?? LAST_TURN;
      next.set(tenant, turn + 1);
      return Math.min(Math.max(turn, 1), LAST_TURN);
    });
  }
}
