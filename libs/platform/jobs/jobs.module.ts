import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database, Notifications } from '#platform/database';
import { OutboxModule } from '#platform/outbox';
import { redisConfigured } from '#platform/redis';
import { JobControl } from './control/job-control.js';
import { OldestWork } from './control/oldest-work.js';
import { QueueGauges } from './control/queue-gauges.js';
import { UntakenWork } from './control/untaken-work.js';
import { WorkerSurvey } from './control/worker-survey.js';
import { declaredJobs } from './job-definition.js';
import { Jobs } from './jobs.js';
import { postgresServer } from './queues/postgres-server.js';
import { optionsOn, Queue, QueueServer, Worker } from './queues/queue-server.js';
import { type BullQueue, Queues } from './queues/queues.js';
import { redisServer } from './queues/redis-server.js';

BullModule.queueClass = Queue;
BullModule.workerClass = Worker;

/** Adds and shows jobs, in every process. Its connections open when they are first used. */
@Global()
@Module({})
export class JobsModule {
  /** Registers a queue for each job that is declared so far: call it once all modules are loaded. */
  static withDeclaredJobs(): DynamicModule {
    const names = declaredJobs().map(({ name }) => name);
    return {
      module: JobsModule,
      imports: [
        OutboxModule,
        BullModule.forRootAsync({
          inject: [QueueServer],
          // The type knows only Redis' options.
          useFactory: (server: QueueServer) => ({ ...optionsOn(server), connection: server as object }),
          extraOptions: { manualRegistration: true },
        }),
        BullModule.registerQueue(...names.map((name) => ({ name }))),
      ],
      providers: [
        { provide: QueueServer, inject: [Settings, Database, Notifications], useFactory: serverOf },
        {
          provide: Queues,
          inject: [QueueServer, ...names.map((name) => getQueueToken(name))],
          useFactory: (server: QueueServer, ...queues: BullQueue[]) => new Queues(server, queues),
        },
        Jobs,
        JobControl,
        QueueGauges,
        UntakenWork,
        WorkerSurvey,
        OldestWork,
      ],
      exports: [QueueServer, Queues, Jobs, JobControl, UntakenWork, WorkerSurvey, OldestWork],
    };
  }
}

function serverOf(settings: Settings, database: Database, notifications: Notifications): QueueServer {
  if (redisConfigured(settings)) return redisServer(settings);
  const { databaseDirectUrl, databaseUrl = '' } = settings;
  return postgresServer(databaseDirectUrl ?? databaseUrl, database, notifications);
}
