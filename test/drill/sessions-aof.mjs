// A single Redis with AOF is killed under load and restarted: no session of `--sessions`
// (10,000), and none begun meanwhile, is lost.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDeployment } from './shards/deployment.mjs';
import { report, reportSessions } from './shards/report.mjs';

const { startRedis } = await import('../stack/servers.ts');
const { SessionLoad, beginSessions } = await import('../stack/session-load.ts');
const { values } = parseArgs({ options: { sessions: { type: 'string', default: '10000' } } });
/** Each write is on disk before it is acknowledged. */
const config = { appendonly: 'yes', appendfsync: 'always' };

const redis = await startRedis({ config });
let deployment;
let held = false;
try {
  deployment = await openDeployment({ REDIS_URL: redis.url });
  const sessions = await beginSessions(deployment.target, Number(values.sessions));
  const load = new SessionLoad(deployment.target, sessions, { fast: 4, strict: 8, refreshing: 8, beginning: 4 });
  await pause(2000);
  load.watch(() => true);
  await redis.restart();
  await pause(4000);
  const figures = await load.stop();
  report(figures);
  reportSessions('a single Redis with AOF is killed with -9 and started again, with 10,000 sessions', figures);
  held = figures.fast.failed + figures.lost + figures.denied + figures.mistaken === 0;
} finally {
  await deployment?.close();
  await redis.stop();
}
process.exit(held ? 0 : 1);
