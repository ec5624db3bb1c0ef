import 'reflect-metadata';
import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeys } from '#platform/access';
import { requireNotCutOver } from '#platform/climb';
import { readSettings, type Settings } from '#platform/config';
import { type EmbeddedServer, migrate, namingFullDisk, startEmbedded } from '#platform/database';
import { JobRunner } from '#platform/jobs';
import { FolderMailer, Mailer } from '#platform/mail';
import { migrations } from '../../migrations/index.js';
import { createApi } from '../api/create-api.js';
import { hasMailsPage } from '../api/home/own-machine.js';
import { ladderOf } from '../api/ladder.js';
import { serve } from '../api/serve.js';
import { storesOf } from '../api/stores.js';
import { bindSettings } from '../terminal/bind-settings.js';
import { portIsFree } from '../terminal/port-is-free.js';
import { runProcess } from '../terminal/run-process.js';
import { type LastStep } from '../terminal/until-signal.js';
import { WorkerModule } from '../worker/worker.module.js';
import { block } from './block.js';
import { firstRun } from './first-run.js';
import { scheduleBackups } from './schedule-backups.js';

// `npm start`: everything in one process, on the embedded PostgreSQL unless DATABASE_URL is set.
await runProcess(async (atEnd) => {
  const chosen = readSettings(process.env);
  await portIsFree(chosen.host, chosen.port, 'PORT');
  if (chosen.metricsPort) await portIsFree(chosen.host, chosen.metricsPort, 'METRICS_PORT');
  const embedded = chosen.databaseUrl ? undefined : await startEmbedded(resolve(chosen.dataDir));
  if (!embedded) return start(chosen, undefined, atEnd);
  atEnd(() => embedded.stop());
  await start(chosen, embedded, atEnd).catch((error) => {
    throw namingFullDisk(chosen.dataDir, error);
  });
});

async function start(
  chosen: Settings,
  embedded: EmbeddedServer | undefined,
  atEnd: (step: LastStep) => void,
): Promise<void> {
  const settings = embedded ? bindSettings(chosen, embedded.urls) : chosen;
  await requireNotCutOver(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  if (settings.databaseOwnerUrl) await migrate(settings.databaseOwnerUrl, migrations);
  const ladder = ladderOf(settings, embedded && chosen.dataDir);
  const app = await createApi(settings, ladder, [WorkerModule]);
  const secrets = embedded && (await firstRun(app, embedded.shareDirectory));
  const hasOperatorKey = await app.get(ApiKeys).operatorKeyExists();
  const stores = await storesOf(app);
  const served = await serve(app, settings, atEnd);
  // Jobs finish while requests drain; closing the application waits for both.
  atEnd(async () => void app.get(JobRunner).leave());
  if (embedded) scheduleBackups(app, atEnd);
  showMails(app);
  const ofMails = hasMailsPage(settings, ladder);
  const facts = {
    ...served,
    ladder,
    stores,
    secrets,
    hasOperatorKey,
    hasMailsPage: ofMails,
    seconds: process.uptime(),
  };
  process.stdout.write(block(facts));
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
