// The compiled worker in a separate process, with a job of the tests; prints to standard output when the job runs.
// Argument: "stuck" never ends the job, "able" does.
import 'reflect-metadata';
import { createWorker } from '../../dist/apps/worker/create-worker.js';
import { readSettings } from '../../dist/libs/platform/config/index.js';
import { defineJob, HandlesJob, JobsWorkerModule, WorkerPace } from '../../dist/libs/platform/jobs/index.js';

const stuck = process.argv[2] === 'stuck';
const work = defineJob('tests.work', { tries: 2, backoffMs: 1, concurrency: 1 });

class Works {
  async run(_payload, { attempt }) {
    process.stdout.write('It runs.\n');
    // A timer, because a promise alone does not keep a process alive.
    if (stuck) await new Promise((resolve) => setInterval(resolve, 2 ** 30));
    return { attempt };
  }
}
HandlesJob(work)(Works);

// A dead worker's jobs are found within two seconds instead of half a minute.
const soon = { provide: WorkerPace, useValue: new WorkerPace(1000, 500, 500) };
const others = Reflect.getMetadata('providers', JobsWorkerModule).filter(({ provide }) => provide !== WorkerPace);
Reflect.defineMetadata('providers', [...others, soon], JobsWorkerModule);

class WorksModule {}
Reflect.defineMetadata('providers', [Works], WorksModule);

await createWorker(readSettings(process.env), [WorksModule]);
