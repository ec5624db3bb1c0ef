// Redis crashes under writes and is unreachable for `--seconds` (60): no job is lost, none has two effects, no process
// ends.
import '../support/sources.mjs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { report } from './faults/record.mjs';
import { openDeployment } from './jobs/deployment.mjs';

const { startRedis } = await import('../stack/servers.ts');

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const away = Number(values.seconds) * 1000;
/** Milliseconds of writes before and after. */
const AROUND_MS = 3000;
const EVERY_MS = 50;
const AT_ONCE = 5;

// Confirmed writes must survive a crash, as `palier doctor` requires of a Redis for jobs.
const redis = await startRedis({ config: { appendonly: 'yes', appendfsync: 'always' } });
const deployment = await openDeployment(redis.url);
let held = false;
try {
  const worker = await deployment.startWorker();
  const ids = [];
  const write = async (forMs) => {
    for (const end = Date.now() + forMs; Date.now() < end; await pause(EVERY_MS))
      ids.push(...(await deployment.add(AT_ONCE)));
  };
  await write(AROUND_MS);
  await redis.kill();
  const before = (await deployment.seen()).marks;
  await write(away);
  const during = (await deployment.seen()).marks - before;
  await redis.restart();
  const backAt = Date.now();
  await write(AROUND_MS);
  await deployment.marks(ids.length, 60_000);
  const seconds = (Date.now() - backAt) / 1000;
  const { marks, runs } = await deployment.seen();
  const lost = await deployment.missing(ids);
  const code = await worker.end('SIGTERM');
  console.log(
    `Redis away for ${values.seconds} s: ${ids.length} jobs added, ${during} of them run meanwhile, ${marks} effects, ${lost} lost, ${runs - ids.length} run again; caught up ${seconds.toFixed(1)} s after it was back, the worker left with ${code}`,
  );
  const breaks = `the Redis of jobs is killed with -9, and away for ${values.seconds} s`;
  report({ breaks, recoverySeconds: seconds, lost, twice: Math.max(0, marks - ids.length) });
  held = lost === 0 && marks === ids.length && code === 0;
} finally {
  await deployment.close();
  await redis.stop();
}
process.exit(held ? 0 : 1);
