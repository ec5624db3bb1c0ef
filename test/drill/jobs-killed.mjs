// 1,000 jobs whose worker is killed with -9 half-way, with queues in PostgreSQL and in Redis: exactly 1,000 effects.
import '../support/sources.mjs';
import { report } from './faults/record.mjs';
import { openDeployment } from './jobs/deployment.mjs';

const { startRedis } = await import('../stack/servers.ts');

const JOBS = 1000;

let held = true;
for (const name of ['PostgreSQL', 'Redis']) {
  const redis = name === 'Redis' ? await startRedis() : undefined;
  const deployment = await openDeployment(redis?.url);
  try {
    const ids = await deployment.add(JOBS);
    const first = await deployment.startWorker();
    const half = await deployment.marks(JOBS / 2, 60_000);
    await first.end('SIGKILL');
    const killedAt = Date.now();
    const second = await deployment.startWorker();
    await deployment.marks(JOBS, 60_000);
    const seconds = (Date.now() - killedAt) / 1000;
    const { marks, runs } = await deployment.seen();
    const code = await second.end('SIGTERM');
    const lost = await deployment.missing(ids);
    console.log(
      `${name}: killed after ${half} of ${JOBS}; ${marks} effects, ${lost} lost, ${runs - JOBS} run again, all done ${seconds.toFixed(1)} s later, the other worker left with ${code}`,
    );
    const breaks = `a worker is killed with -9 in the middle of ${JOBS} jobs, with queues in ${name}`;
    report({ breaks, recoverySeconds: seconds, lost, twice: Math.max(0, marks - JOBS) });
    held &&= marks === JOBS && lost === 0 && code === 0;
  } finally {
    await deployment.close();
    await redis?.stop();
  }
}
process.exit(held ? 0 : 1);
