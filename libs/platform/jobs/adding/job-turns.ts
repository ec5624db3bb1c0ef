import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Queues } from '../queues/queues.js';
import { takeTurns } from './job-turns.sql.js';

/** BullMQ's greatest priority. */
const LAST_TURN = 2_097_152;

/**
 * Start-time fair queueing: a tenant's next job comes one turn after its last one, but not before
 * the turn that the queue is at. So tenants take turns, however many jobs each of them adds, and a
 * newcomer waits for no more than the jobs that run.
 *
 * Turns begin at 1 again when the queue is idle. One that is not idle once in two million jobs of a
 * tenant reaches the last turn, where all wait in one line until it is.
 */
@Injectable()
export class JobTurns {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  /**
   * The turns of new jobs, in their order.
   *
   * @param tenants whose each job is
   */
  async take(queue: string, tenants: readonly string[]): Promise<number[]> {
    const counts = new Map<string, number>();
    for (const tenant of tenants) counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
    const { turn: place, idle } = await this.queues.place(queue);
    // In one order everywhere, so that two workers that forward at once do not wait for each other.
    const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const taken = await this.database.unscoped('jobs.queues', (tx) =>
      tx.run(
        takeTurns,
        queue,
        place,
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
