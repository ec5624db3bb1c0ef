// 1,000 jobs, their worker killed with -9 at half way, on both servers of queues: exactly 1,000 effects.
import { startRedis } from '../../bench/redis.mjs';
import { openHouse } from './jobs/house.mjs';

const JOBS = 1000;

let held = true;
for (const name of ['PostgreSQL', 'Redis']) {
  const redis = name === 'Redis' ? await startRedis() : undefined;
  const house = await openHouse(redis?.url);
  try {
    const ids = await house.add(JOBS);
    const first = await house.startWorker();
    const half = await house.marks(JOBS / 2, 60_000);
    await first.kill('SIGKILL');
    const killedAt = Date.now();
    const second = await house.startWorker();
    await house.marks(JOBS, 60_000);
    const seconds = (Date.now() - killedAt) / 1000;
    const { marks, runs } = await house.seen();
    const code = await second.kill('SIGTERM');
    const lost = await house.missing(ids);
    console.log(
      `${name}: killed after ${half} of ${JOBS}; ${marks} effects, ${lost} lost, ${runs - JOBS} run again, all done ${seconds.toFixed(1)} s later, the other worker left with ${code}`,
    );
    held &&= marks === JOBS && lost === 0 && code === 0;
  } finally {
    await house.close();
    await redis?.stop();
  }
}
process.exit(held ? 0 : 1);
