import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sampledGauge } from '#platform/telemetry';
import { declaredJobs } from '../job-definition.js';
import { Queues } from '../queues/queues.js';
import { oldestWaiting } from './queue-summary.js';

/** Prometheus gauges of the waiting jobs. Every process reports all queues, at the cost of two short reads a queue. */
@Injectable()
export class QueueGauges implements OnModuleInit {
  constructor(private readonly queues: Queues) {}

  onModuleInit(): void {
    sampledGauge('palier_jobs_waiting', 'Jobs that wait to be run now', 'queue', () =>
      this.each((name) => this.queues.server.waiting(name)),
    );
    sampledGauge('palier_jobs_oldest_waiting_seconds', 'For how long the first waiting job has waited', 'queue', () =>
      this.each(async (name) => {
        const oldest = await oldestWaiting(this.queues, name);
        return oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1000) : 0;
      }),
    );
  }

  private async each(read: (queue: string) => Promise<number>): Promise<ReadonlyMap<string, number>> {
    const readings = new Map<string, number>();
    // One queue after the other: in parallel, every process would use up its connections.
    for (const { name } of declaredJobs()) readings.set(name, await read(name));
    return readings;
  }
}
