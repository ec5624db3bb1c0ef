import { rm } from 'node:fs/promises';
import { replaceDatabase } from '#platform/backup';
import { cutOver, cutoverOf, nameOf, undoCutover } from '#platform/climb';
import { readSettings } from '#platform/config';
import { attachEmbedded } from '#platform/database';
import { startProblems } from '../../terminal/terminal.errors.js';
import { schema } from '../backup/database-server.js';
import type { CliSession } from '../session.js';
import { climbTexts } from './climb-texts.js';
import { embeddedName, requireMovableJobs, withPresentDeployment } from './present-deployment.js';
import { recordCutover } from './record-cutover.js';
import { settingsFile } from './settings-file.js';
import { requireSameFiles } from './target-storage.js';

/** Moves the data of the settings' database into the embedded PostgreSQL and replaces what that held. */
export async function climbToSolo(open: () => Promise<CliSession>): Promise<void> {
  const settings = readSettings(process.env);
  const { databaseUrl, dataDir } = settings;
  if (!databaseUrl) throw startProblems.database_url_missing({ process: '"palier climb --to-solo"' });
  requireMovableJobs(settings);
  await using embedded = await attachEmbedded(dataDir, 'make');
  const { admin: adminUrl, owner: ownerUrl, app: appUrl } = embedded.urls;
  const server = { adminUrl, ownerUrl, appUrl };
  const former = await replaceDatabase(server, (fresh) => moveInto(open, fresh)).catch(stayAndThrow);
  process.stdout.write(`${climbTexts.soloNext(former)}\n`);
}

/** Undoes the cutover when the databases could not be exchanged after it. */
async function stayAndThrow(error: unknown): Promise<never> {
  await withPresentDeployment(async (from) => {
    if ((await cutoverOf(from.ownerUrl))?.state === 'cut-over') await undoCutover(from, undefined);
  });
  throw error;
}

function moveInto(
  open: () => Promise<CliSession>,
  { ownerUrl, appUrl }: { ownerUrl: string; appUrl: string },
): Promise<void> {
  return withPresentDeployment(async (from, settings) => {
    const to = { ownerUrl, appUrl, name: embeddedName(settings) };
    await schema.migrate(ownerUrl, schema.migrations);
    await requireSameFiles(from, settings);
    const { app } = await open();
    const report = await cutOver(from, to, {
      jobDeadlineMs: settings.jobDeadlineMs,
      onStep: (step) => void process.stdout.write(`${climbTexts.steps[step]}\n`),
      onLeaving: () => recordCutover(app, from, 'platform.cutover.leaving', nameOf(to)),
      onArrived: async () => {
        await recordCutover(app, to, 'platform.cutover.arrived', nameOf(from));
        // The file names the database that is being left.
        await rm(settingsFile(settings), { force: true });
      },
    });
    process.stdout.write(`${climbTexts.report(report)}\n${climbTexts.refused(report)}\n`);
  });
}
