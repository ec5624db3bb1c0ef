import { Module, type OnModuleInit } from '@nestjs/common';
import { CutoverModule } from '#platform/cutover';
import { OutboxRelay, OutboxRelayModule } from '#platform/outbox';
import { JobForwarder } from './adding/job-forwarder.js';
import { JobTurns } from './adding/job-turns.js';
import { JobMetrics } from './running/job-metrics.js';
import { JobRunner } from './running/job-runner.js';
import { JobSchedules } from './running/job-schedules.js';
import { WorkerPace } from './running/worker-pace.js';

/** Runs jobs in this process, and forwards those of the outbox to their queues. */
@Module({
  imports: [OutboxRelayModule, CutoverModule],
  providers: [
    JobForwarder,
    JobTurns,
    JobMetrics,
    JobSchedules,
    JobRunner,
    { provide: WorkerPace, useFactory: () => new WorkerPace() },
  ],
  exports: [JobRunner],
})
export class JobsWorkerModule implements OnModuleInit {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly forwarder: JobForwarder,
  ) {}

  onModuleInit(): void {
    this.relay.register(this.forwarder);
  }
}
