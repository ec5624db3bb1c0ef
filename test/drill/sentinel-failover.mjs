// A primary and 2 replicas under 3 Sentinels hold `--sessions` (10,000); the primary is killed under load: no fast
// validation fails, no session that was acknowledged as replicated is lost, no rotation is taken for reuse.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openHouse } from './shards/house.mjs';
import { capacity, report } from './shards/report.mjs';

const { startSentinels } = await import('../stack/sentinels.ts');
const { SessionLoad, beginSessions } = await import('../stack/session-load.ts');
const { values } = parseArgs({ options: { sessions: { type: 'string', default: '10000' } } });

const sentinels = await startSentinels({ replicas: 2 });
let house;
let held = false;
try {
  house = await openHouse({ REDIS_SENTINELS: sentinels.addresses.join() });
  const sessions = await beginSessions(house.target, Number(values.sessions));
  const alone = new SessionLoad(house.target, sessions, { fast: 0, strict: 64, refreshing: 0, beginning: 0 });
  await pause(5000);
  capacity(await alone.stop());
  const load = new SessionLoad(house.target, sessions, { fast: 4, strict: 16, refreshing: 16, beginning: 4 });
  await pause(3000);
  load.watch(() => true);
  await sentinels.nodes[0].kill();
  await load.writesAgain();
  await pause(3000);
  const figures = await load.stop();
  report(figures);
  held = figures.fast.failed + figures.lost + figures.denied + figures.mistaken === 0;
} finally {
  await house?.close();
  await sentinels.stop();
}
process.exit(held ? 0 : 1);
