import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { RepeatedWork } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { JobDefinition } from '../job-definition.js';
import { Queues } from '../queues/queues.js';
import { isAhead, latestTimeOf, MARGIN_MS } from './job-times.js';
import { forgetQueues, goneQueues, keepQueues } from './schedules.sql.js';
import { WorkerPace } from './worker-pace.js';

/** Milliseconds before the schedules are written again after a failure. */
const AGAIN_MS = 5000;
/** Milliseconds after which the schedules are written anew: a queue that no worker declares for a day is abandoned. */
const RENEW_MS = 3_600_000;
/** Milliseconds between two searches for times that a clock left which was ahead. */
const CORRECT_MS = 60_000;
/** How many of BullMQ's events a queue keeps: Palier does not read them. */
const KEEP_EVENTS = 100;

/** Writes the schedules of the definitions to the queues. */
@Injectable()
export class JobSchedules {
  private readonly log = new Logger('Jobs');
  private timer: NodeJS.Timeout | undefined;
  private correcting: RepeatedWork | undefined;
  private stopped = false;

  constructor(
    private readonly queues: Queues,
    private readonly database: Database,
    private readonly pace: WorkerPace,
  ) {}

  /**
   * Writes the schedules, now and every hour, and removes those of jobs that no worker has declared for a day. A job that
   * is unknown here may be of a newer version, which runs beside this one or will run again.
   */
  async keep(definitions: readonly JobDefinition[]): Promise<void> {
    try {
      await this.write(definitions);
      this.again(definitions, RENEW_MS);
    } catch (error) {
      if (this.stopped) return;
      this.log.warn(
        `The schedules of jobs could not be written; they are tried again in ${AGAIN_MS / 1000} seconds: ${error}`,
      );
      this.again(definitions, AGAIN_MS);
    }
  }

  /**
   * Now and each minute, has jobs run that are due later than any may be: a clock that was ahead left them, and they would stand still
   * until the true clock came by.
   */
  async correct(definitions: readonly JobDefinition[]): Promise<void> {
    if (this.stopped) return;
    this.correcting = new RepeatedWork(
      CORRECT_MS,
      () => this.bringBack(definitions),
      (error) => {
        if (!this.stopped)
          this.log.warn(`Jobs that are due too late could not be looked for: ${error} It is tried again each minute.`);
      },
    );
    await this.correcting.begin();
  }

  private again(definitions: readonly JobDefinition[], ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.keep(definitions), ms).unref();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    void this.correcting?.end();
  }

  private async write(definitions: readonly JobDefinition[]): Promise<void> {
    const names = definitions.map(({ name }) => name);
    const gone = await this.database.unscoped('jobs.queues', async (tx) => {
      await tx.run(keepQueues, names);
      return tx.run(goneQueues, names);
    });
    await this.queues.server.keepEvents(names, KEEP_EVENTS);
    const scheduled = await this.queues.server.nextRuns(names);
    for (const definition of definitions) {
      if (definition.everyMs !== undefined) await this.schedule(definition, definition.everyMs);
      else if (scheduled.has(definition.name))
        await this.queues.queue(definition.name).removeJobScheduler(definition.name);
    }
    for (const { queue } of gone) await this.queues.queue(queue).removeJobScheduler(queue);
    if (gone.length > 0) {
      const queues = gone.map(({ queue }) => queue);
      await this.database.unscoped('jobs.queues', (tx) => tx.run(forgetQueues, queues));
    }
  }

  private async schedule(definition: JobDefinition, every: number): Promise<void> {
    const { name } = definition;
    const data = { payload: { tenantId: PLATFORM_TENANT_ID }, traceparent: null };
    const template = { name, data, opts: this.queues.optionsOf(definition) };
    await this.queues.queue(name).upsertJobScheduler(name, { every }, template);
  }

  private async bringBack(definitions: readonly JobDefinition[]): Promise<void> {
    const { server } = this.queues;
    const next = await server.nextRuns(definitions.map(({ name }) => name));
    for (const definition of definitions) {
      const { name, everyMs } = definition;
      if (everyMs === undefined || !isAhead(definition, next.get(name)) || this.stopped) continue;
      await this.queues.queue(name).removeJobScheduler(name);
      await this.schedule(definition, everyMs);
    }
    const latest = new Map(definitions.map((definition) => [definition.name, latestTimeOf(definition)]));
    for (const { queue, id } of await server.dueAfter(latest, Date.now() + this.pace.lockMs + MARGIN_MS)) {
      if (this.stopped) return;
      // Another worker may have done so meanwhile.
      await (await this.queues.queue(queue).getJob(id))?.promote().catch(() => {});
    }
  }
}
