import type { Provider, Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AuditModule } from '#platform/audit';
import { type Settings, SettingsModule } from '#platform/config';
import { Database, DatabaseModule } from '#platform/database';
import {
  type AddedJob,
  JobControl,
  type JobDefinition,
  type JobPayload,
  JobRunner,
  Jobs,
  JobsModule,
  JobsWorkerModule,
  type JobWatcher,
  WorkerPace,
} from '#platform/jobs';
import { OutboxRelay } from '#platform/outbox';
import { TenantDirectory } from '#platform/tenancy';
import type { TestDatabase } from './test-database.js';

type Add = <Payload extends JobPayload>(
  job: JobDefinition<Payload>,
  payload: Payload,
  options?: AddedJob,
) => Promise<string>;

/** An application with the jobs of the loaded modules; only a worker runs them. */
export interface JobsApp {
  app: TestingModule;
  control: JobControl;
  /** Adds a job in a separate transaction: after the commit it is in the outbox. */
  write: Add;
  /** Adds a job likewise, and forwards it to its queue where this process is a worker. */
  add: Add;
  close(): Promise<void>;
}

interface Given {
  database: TestDatabase;
  settings?: Partial<Settings>;
  /** The handlers; without them the process only adds and lists jobs. */
  handlers?: Provider[];
  /** Modules whose jobs are declared because the test imports them. */
  modules?: Type[];
  pace?: WorkerPace;
  watcher?: JobWatcher;
}

/** Starts such an application in this process. Its directory of tenants is empty. */
export async function startJobs({
  database,
  settings = {},
  handlers,
  modules = [],
  pace,
  watcher,
}: Given): Promise<JobsApp> {
  const directory = { provide: TenantDirectory, useValue: { byId: () => undefined } };
  const builder = Test.createTestingModule({
    imports: [
      SettingsModule.with(Object.assign(Object.create(database.settings), settings)),
      DatabaseModule,
      { module: class Tenancy {}, global: true, providers: [directory], exports: [TenantDirectory] },
      AuditModule,
      JobsModule.withDeclaredJobs(),
      ...(handlers ? [JobsWorkerModule] : []),
      ...modules,
    ],
    providers: handlers ?? [],
  });
  if (pace && handlers) builder.overrideProvider(WorkerPace).useValue(pace);
  const app = await builder.compile();
  if (watcher) app.get(JobRunner).watch(watcher);
  await app.init();
  const write: Add = (job, payload, options) =>
    app.get(Database).transaction({ tenantId: payload.tenantId }, (tx) => app.get(Jobs).add(tx, job, payload, options));
  return {
    app,
    control: app.get(JobControl),
    write,
    add: async (job, payload, options) => {
      const id = await write(job, payload, options);
      if (handlers) await app.get(OutboxRelay).drain();
      return id;
    },
    close: () => app.close(),
  };
}
