import 'reflect-metadata';
import { setPriority } from 'node:os';
import { watchBackupAge } from '#platform/backup';
import { requireNotCutOver } from '#platform/climb';
import { readSettings } from '#platform/config';
import { migrate } from '#platform/database';
import { JobRunner, limitedQueues } from '#platform/jobs';
import { requireMasterKey } from '#platform/key-rotation';
import { MetricsServer } from '#platform/telemetry';
import { HourCollector } from '#platform/trends';
import { migrations } from '../../migrations/index.js';
import { awaitDatabase } from '../terminal/await-database.js';
import { awaitErasures, watchErasures } from '../terminal/await-erasures.js';
import { claimStorage } from '../terminal/claim-storage.js';
import { listenAt, portIsFree } from '../terminal/port-is-free.js';
import { runProcess } from '../terminal/run-process.js';
import { startProblems } from '../terminal/terminal.errors.js';
import { createWorker } from './create-worker.js';

/** As of programs in the background (nice): who waits for an answer goes before jobs, where both run on one machine. */
const NICENESS = 10;

// The worker process, on the database and the queues of the API; several share the work.
// First of all: threads have the priority of what starts them.
setPriority(NICENESS);
await runProcess(async (atEnd, ending) => {
  const settings = readSettings(process.env);
  if (!settings.databaseUrl) throw startProblems.database_url_missing({ process: 'apps/worker' });
  const limited = limitedQueues(settings.workerQueues);
  if (settings.metricsPort) await portIsFree(settings.host, settings.metricsPort, 'METRICS_PORT');
  await awaitDatabase(settings, ending);
  await requireNotCutOver(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  if (settings.databaseOwnerUrl) await migrate(settings.databaseOwnerUrl, migrations);
  await requireMasterKey(settings);
  const compared = await awaitErasures(settings, ending);
  const app = await createWorker(settings);
  atEnd(() => app.close());
  watchErasures(app, compared);
  await claimStorage(app);
  // Jobs finish while the outbox relay stops; closing the application waits for both.
  atEnd(async () => void app.get(JobRunner).leave());
  // Of backups that another program takes: it alone could not say that it does not.
  if (settings.backupDir) watchBackupAge(settings.backupDir);
  const metrics = { host: settings.host, port: settings.metricsPort, variable: 'METRICS_PORT' };
  await listenAt(metrics, () => app.get(MetricsServer).listen());
  app.get(HourCollector).begin('worker');
  const queues = limited ? ` It takes these queues alone: ${limited.join(', ')}.` : '';
  process.stdout.write(`Palier works.${queues}\n`);
});
