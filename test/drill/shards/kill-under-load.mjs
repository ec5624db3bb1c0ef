// The cost of a killed primary: measured without load first, then under load during the failover.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDeployment } from './deployment.mjs';
import { capacity, report, reportSessions } from './report.mjs';

const { SessionLoad, beginSessions } = await import('../../stack/session-load.ts');
const { values } = parseArgs({ options: { sessions: { type: 'string', default: '10000' } } });

/**
 * Runs the drill and stops the servers; the process ends with 0 when nothing failed that must not.
 *
 * @param breaks what it breaks, in words
 * @param environment the settings that name the servers
 * @param isHit whether a session's shard is the one that is killed
 * @param kill kills the primary, and resolves when it has ended
 * @param healthy resolves when all servers are healthy again, where that can be checked
 */
export async function killUnderLoad(servers, { breaks, environment, isHit, kill, healthy = async () => {} }) {
  let deployment;
  let held = false;
  try {
    deployment = await openDeployment(environment);
    const sessions = await beginSessions(deployment.target, Number(values.sessions));
    const alone = new SessionLoad(deployment.target, sessions, { fast: 0, strict: 64, refreshing: 0, beginning: 0 });
    await pause(5000);
    capacity(await alone.stop());
    const load = new SessionLoad(deployment.target, sessions, { fast: 4, strict: 16, refreshing: 16, beginning: 4 });
    await pause(3000);
    load.watch(isHit);
    await kill();
    await load.writesAgain();
    await healthy();
    await pause(3000);
    const figures = await load.stop();
    report(figures);
    reportSessions(breaks, figures);
    held = figures.fast.failed + figures.lost + figures.denied + figures.mistaken === 0;
  } finally {
    await deployment?.close();
    await servers.stop();
  }
  process.exit(held ? 0 : 1);
}
