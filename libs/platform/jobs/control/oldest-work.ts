import { Injectable } from '@nestjs/common';
import { Backlog } from '#platform/outbox';
import { declaredJobs } from '../job-definition.js';
import { Queues } from '../queues/queues.js';
import { oldestByTenant } from './queue-summary.js';

/** How old the oldest work is that waits for a worker. */
@Injectable()
export class OldestWork {
  constructor(
    private readonly backlog: Backlog,
    private readonly queues: Queues,
  ) {}

  /**
   * For how many seconds the oldest row of the outbox, or the oldest job that could run, has waited, but for those
   * whose handlers may let them wait, and for those of a tenant that waits for jobs of its own; 0 where none waits. Reads every
   * queue: ask seldom.
   *
   * @throws Problem `database_unavailable` (503), and the errors of a Redis that does not answer
   */
  async seconds(now = Date.now()): Promise<number> {
    const times = (await this.backlog.read()).map(({ oldest }) => oldest?.getTime());
    // One queue after the other: in parallel, every process would use up its connections.
    const begun = declaredJobs().filter(({ mayWait }) => !mayWait);
    for (const { name } of begun) times.push(await this.since(name));
    const oldest = Math.min(...times.filter((time) => time !== undefined));
    return Math.max(0, (now - oldest) / 1000);
  }

  /**
   * Since when the jobs of a queue wait. While some run, since when those of a second tenant do: tenants take turns, so those of
   * one wait for each other, however many it adds, and are no sign that others would.
   */
  private async since(name: string): Promise<number | undefined> {
    const [first, second] = [...(await oldestByTenant(this.queues, name)).values()].sort((a, b) => a - b);
    if (first === undefined) return undefined;
    return (await this.queues.queue(name).getActiveCount()) > 0 ? second : first;
  }
}
