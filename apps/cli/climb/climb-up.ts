import { resolve } from 'node:path';
import { carrySessions } from '#auth';
import { cutOver, type Deployment, nameOf, requireCanCutOver } from '#platform/climb';
import { type StorageSettings, storagePlace } from '#platform/storage';
import { schema } from '../backup/database-server.js';
import { printLine } from '../output.js';
import type { CliSession } from '../session.js';
import { climbTexts } from './climb-texts.js';
import { requireMovableJobs, withPresentDeployment } from './present-deployment.js';
import { recordCutover } from './record-cutover.js';
import { masked, settingsFile, writeSettings } from './settings-file.js';
import { prepareTarget, type Wanted } from './target.js';
import { requireSameFiles } from './target-storage.js';

/** Moves the data of the settings' database to the operator's PostgreSQL, and the jobs to a Redis where one is given. */
export function climbUp(open: () => Promise<CliSession>, wanted: Wanted): Promise<void> {
  return withPresentDeployment(async (from, settings) => {
    requireMovableJobs(settings);
    await requireCanCutOver(from);
    // The operator decides when their own database is migrated.
    if (!settings.databaseUrl) await schema.migrate(from.ownerUrl, schema.migrations);
    await requireSameFiles(from, settings);
    const to = await prepareTarget({ ...wanted, redis: wanted.redis ?? from.redisUrl });
    printLine(climbTexts.plan(nameOf(from), nameOf(to), to.redisUrl ? hostOf(to.redisUrl) : climbTexts.inDatabase));
    const { app } = await open();
    const file = settingsFile(settings);
    const { storageUrl }: StorageSettings = settings;
    const report = await cutOver(from, to, {
      jobDeadlineMs: settings.jobDeadlineMs,
      onStep: (step) => printLine(climbTexts.steps[step]),
      onLeaving: () => recordCutover(app, from, 'platform.cutover.leaving', nameOf(to)),
      onArrived: async () => {
        // Where both sides have them in PostgreSQL, they are copied as rows.
        if (to.redisUrl && !from.redisUrl) {
          printLine(climbTexts.sessions(await carrySessions(from.ownerUrl, to.redisUrl)));
        }
        await recordCutover(app, to, 'platform.cutover.arrived', nameOf(from));
        await writeSettings(file, to, storageUrl);
      },
    });
    printLine(climbTexts.report(report));
    printLine(climbTexts.refused(report));
    printLine(climbTexts.next(file, shown(to), resolve(settings.dataDir)));
    printLine(climbTexts.files(storagePlace(settings)));
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
