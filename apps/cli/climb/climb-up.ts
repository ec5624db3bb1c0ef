import { cutOver, type Deployment, nameOf, requireCanCutOver } from '#platform/climb';
import { schema } from '../backup/database-server.js';
import type { CliSession } from '../session.js';
import { climbWords } from './climb-words.js';
import { requireMovableJobs, withPresentDeployment } from './present-deployment.js';
import { recordCutover } from './record-cutover.js';
import { masked, settingsFile, writeSettings } from './settings-file.js';
import { prepareTarget, type Wanted } from './target.js';

/** Moves the deployment of the settings to a PostgreSQL of the operator's, and its jobs to a Redis where one is named. */
export function climbUp(open: () => Promise<CliSession>, wanted: Wanted): Promise<void> {
  return withPresentDeployment(async (from, settings) => {
    requireMovableJobs(settings);
    await requireCanCutOver(from);
    // Your own database is migrated when you say so.
    if (!settings.databaseUrl) await schema.migrate(from.ownerUrl, schema.migrations);
    const to = await prepareTarget({ ...wanted, redis: wanted.redis ?? from.redisUrl });
    say(climbWords.plan(nameOf(from), nameOf(to), to.redisUrl ? hostOf(to.redisUrl) : climbWords.inDatabase));
    const { app } = await open();
    const file = settingsFile(settings);
    const report = await cutOver(from, to, {
      jobDeadlineMs: settings.jobDeadlineMs,
      onStep: (step) => say(climbWords.steps[step]),
      onLeaving: () => recordCutover(app, from, 'platform.house.leaving', nameOf(to)),
      onArrived: async () => {
        await recordCutover(app, to, 'platform.house.arrived', nameOf(from));
        await writeSettings(file, to);
      },
    });
    say(climbWords.report(report));
    say(climbWords.refused(report));
    say(climbWords.next(file, shown(to)));
  });
}

function shown({ appUrl, ownerUrl, redisUrl }: Deployment): string {
  const lines = [`  DATABASE_URL=${masked(appUrl)}`, `  DATABASE_OWNER_URL=${masked(ownerUrl)}`];
  return [...lines, ...(redisUrl ? [`  REDIS_URL=${masked(redisUrl)}`] : [])].join('\n');
}

function hostOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `Redis ${hostname}:${port || '6379'}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
