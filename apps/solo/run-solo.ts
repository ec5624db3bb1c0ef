import 'reflect-metadata';
import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeys } from '#platform/access';
import { watchBackupAge } from '#platform/backup';
import { requireNotCutOver } from '#platform/climb';
import { readSettings, type Settings } from '#platform/config';
import { type EmbeddedServer, migrate, namingFullDisk, startEmbedded } from '#platform/database';
import { JobRunner, limitedQueues } from '#platform/jobs';
import { requireMasterKey } from '#platform/key-rotation';
import { FolderMailer, Mailer } from '#platform/mail';
import { LogDestination } from '#platform/telemetry';
import { migrations } from '../../migrations/index.js';
import { createApi } from '../api/create-api.js';
import { hasMailsPage } from '../api/home/own-machine.js';
import { ladderOf } from '../api/ladder.js';
import { serve } from '../api/serve.js';
import { storesOf } from '../api/stores.js';
import { Waiting } from '../api/waiting.js';
import { awaitErasures, watchErasures } from '../terminal/await-erasures.js';
import { bindSettings } from '../terminal/bind-settings.js';
import { claimStorage } from '../terminal/claim-storage.js';
import { letNewSpaceGrow } from '../terminal/new-space.js';
import { portIsFree } from '../terminal/port-is-free.js';
import { runProcess } from '../terminal/run-process.js';
import { startProblems } from '../terminal/terminal.errors.js';
import { type LastStep } from '../terminal/until-signal.js';
import { WorkerModule } from '../worker/worker.module.js';
import { admitOwnFeeds } from './admit-own-feeds.js';
import { block } from './block.js';
import { firstRun } from './first-run.js';
import { keepFiles, pendingFiles } from './keep-files.js';
import { scheduleBackups } from './schedule-backups.js';
import { Timings } from './timings.js';

// `npm start`: everything in one process, on the embedded PostgreSQL unless DATABASE_URL is set.
const timings = new Timings(
  process.argv.includes('--timings') ? (line) => void process.stdout.write(`Palier: ${line}\n`) : undefined,
);
await runProcess(async (atEnd, ending) => {
  const chosen = readSettings(process.env);
  const queues = limitedQueues(chosen.workerQueues);
  if (chosen.apiProcesses > 1) throw startProblems.processes_need_api({ processes: chosen.apiProcesses });
  await portIsFree(chosen.host, chosen.port, 'PORT');
  if (chosen.metricsPort) await portIsFree(chosen.host, chosen.metricsPort, 'METRICS_PORT');
  const embedded = chosen.databaseUrl
    ? undefined
    : await timings.of('database', () => startEmbedded(resolve(chosen.dataDir)));
  if (!embedded) return start(chosen, undefined, queues, atEnd, ending);
  atEnd(() => embedded.stop());
  await start(chosen, embedded, queues, atEnd, ending).catch((error) => {
    throw namingFullDisk(chosen.dataDir, error);
  });
});

async function start(
  chosen: Settings,
  embedded: EmbeddedServer | undefined,
  queues: readonly string[] | undefined,
  atEnd: (step: LastStep) => void,
  ending: AbortSignal,
): Promise<void> {
  const settings = embedded ? bindSettings(chosen, embedded.urls) : chosen;
  await requireNotCutOver(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  const owner = settings.databaseOwnerUrl;
  if (owner) await timings.of('migrations', () => migrate(owner, migrations));
  await requireMasterKey(settings);
  const waiting = new Waiting(settings);
  atEnd((signal) => waiting.end(signal));
  const compared = await awaitErasures(settings, ending, (refusal) => waiting.refuseAll(refusal));
  const ladder = ladderOf(settings, embedded && chosen.dataDir);
  const app = await timings.of('application', () => createApi(settings, ladder, [WorkerModule]));
  watchErasures(app, compared);
  await claimStorage(app);
  if (embedded) admitOwnFeeds(app, settings);
  // What jobs log from here on follows the block.
  const log = app.get(LogDestination);
  log.hold();
  // An import makes much that is new, and would collect it too often.
  letNewSpaceGrow();
  const secrets = embedded && (await timings.of('import', () => firstRun(app, embedded.shareDirectory)));
  const hasOperatorKey = await app.get(ApiKeys).operatorKeyExists();
  const stores = await storesOf(app);
  const pending = embedded ? await pendingFiles(app) : 0;
  const served = await timings.of('listening', () => serve(app, settings, atEnd, waiting));
  // Jobs finish while requests drain; closing the application waits for both.
  atEnd(async () => void app.get(JobRunner).leave());
  if (embedded) scheduleBackups(app, atEnd);
  else if (settings.backupDir) watchBackupAge(settings.backupDir);
  showMails(app);
  const times = { timings: `${timings}`, seconds: process.uptime() };
  const shown = { queues, stores, pending, secrets, hasOperatorKey, hasMailsPage: hasMailsPage(settings, ladder) };
  process.stdout.write(block({ ...served, ladder, ...shown, ...times }));
  log.release();
  if (pending > 0) await keepFiles(app, pending, atEnd);
}

/**
 * Without a mail server, the person who tries the product is at this terminal: prints each mail that
 * is written to the folder, with its link.
 */
function showMails(app: INestApplicationContext): void {
  const mailer = app.get(Mailer, { strict: false });
  if (!(mailer instanceof FolderMailer)) return;
  mailer.onLanded(({ to, subject, link, path }) => {
    process.stdout.write(`\n  ✉ ${to}: ${subject}\n    ${link ?? path}\n`);
  });
}
