import { Global, Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { OutboxModule } from '#platform/outbox';
import { redisConfigured } from '#platform/redis';
import { OutboxJobs } from './adding/outbox-jobs.js';
import { JobControl } from './control/job-control.js';
import { QueueGauges } from './control/queue-gauges.js';
import { Jobs } from './jobs.js';
import { postgresServer } from './queues/postgres-server.js';
import { Queues } from './queues/queues.js';
import { redisServer } from './queues/redis-server.js';

/** Adds and shows jobs, in every process. Its connections open when they are first used. */
@Global()
@Module({
  imports: [OutboxModule],
  providers: [
    {
      provide: Queues,
      inject: [Settings, Database],
      useFactory: (settings: Settings, database: Database) => {
        if (redisConfigured(settings)) return new Queues(redisServer(settings));
        const { databaseDirectUrl, databaseUrl = '' } = settings;
        return new Queues(postgresServer(databaseDirectUrl ?? databaseUrl, database));
      },
    },
    { provide: Jobs, useClass: OutboxJobs },
    JobControl,
    QueueGauges,
  ],
  exports: [Queues, Jobs, JobControl],
})
export class JobsModule {}
