import 'reflect-metadata';
import { requireNotCutOver } from '#platform/climb';
import { readSettings } from '#platform/config';
import { migrate } from '#platform/database';
import { migrations } from '../../migrations/index.js';
import { awaitDatabase } from '../terminal/await-database.js';
import { portIsFree } from '../terminal/port-is-free.js';
import { runProcess } from '../terminal/run-process.js';
import { startProblems } from '../terminal/terminal.errors.js';
import { createApi } from './create-api.js';
import { ladderOf } from './ladder.js';
import { serve } from './serve.js';
import { Waiting } from './waiting.js';

// The HTTP process on a PostgreSQL of your own; several of them may run side by side.
await runProcess(async (atEnd, ending) => {
  const settings = readSettings(process.env);
  if (!settings.databaseUrl) throw startProblems.database_url_missing({ process: 'apps/api' });
  await portIsFree(settings.host, settings.port, 'PORT');
  if (settings.metricsPort) await portIsFree(settings.host, settings.metricsPort, 'METRICS_PORT');
  const waiting = new Waiting(settings);
  atEnd((signal) => waiting.end(signal));
  await awaitDatabase(settings, ending, () => waiting.listen());
  await requireNotCutOver(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  if (settings.databaseOwnerUrl) await migrate(settings.databaseOwnerUrl, migrations);
  const app = await createApi(settings, ladderOf(settings));
  const { url } = await serve(app, settings, atEnd, waiting);
  process.stdout.write(`Palier serves on ${url}\n`);
});
