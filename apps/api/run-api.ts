import 'reflect-metadata';
import { requireNotCutOver } from '#platform/climb';
import { readSettings } from '#platform/config';
import { migrate } from '#platform/database';
import { requireMasterKey } from '#platform/key-rotation';
import { migrations } from '../../migrations/index.js';
import { awaitDatabase } from '../terminal/await-database.js';
import { awaitErasures, watchErasures } from '../terminal/await-erasures.js';
import { claimStorage } from '../terminal/claim-storage.js';
import { checkCapacity } from '../terminal/database-capacity.js';
import { portIsFree } from '../terminal/port-is-free.js';
import { runProcess } from '../terminal/run-process.js';
import { startProblems } from '../terminal/terminal.errors.js';
import { createApi } from './create-api.js';
import { ladderOf } from './ladder.js';
import { Supervised } from './processes/supervised.js';
import { serve } from './serve.js';
import { Waiting } from './waiting.js';

// The HTTP process on a PostgreSQL of your own; several of them may run side by side, also as one of a supervisor's.
const supervised = Supervised.here;
await runProcess(async (atEnd, ending) => {
  const read = readSettings(process.env);
  const settings = supervised?.begin(read) ?? read;
  if (!settings.databaseUrl) throw startProblems.database_url_missing({ process: 'apps/api' });
  if (!supervised) await portIsFree(settings.host, settings.port, 'PORT');
  if (!supervised && settings.metricsPort) await portIsFree(settings.host, settings.metricsPort, 'METRICS_PORT');
  const waiting = new Waiting(settings);
  atEnd((signal) => waiting.end(signal));
  await awaitDatabase(settings, ending, async () => {
    if (ending.aborted || (supervised && !supervised.mayWait)) return;
    await waiting.listen();
    supervised?.waits();
  });
  // Only a socket of its own can be handed over: another process starts, and then this one drains.
  if (supervised && waiting.listens) return supervised.leave('database');
  await requireNotCutOver(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  if (settings.databaseOwnerUrl) await migrate(settings.databaseOwnerUrl, migrations);
  await requireMasterKey(settings);
  const compared = await awaitErasures(settings, ending, async (refusal) => {
    if (ending.aborted || (supervised && !supervised.mayWait)) return;
    await waiting.refuseAll(refusal);
    supervised?.waits();
  });
  if (supervised && waiting.listens) return supervised.leave('database');
  const capacity = await checkCapacity(settings);
  const app = await createApi(settings, ladderOf(settings));
  if (ending.aborted) return app.close();
  watchErasures(app, compared);
  await claimStorage(app);
  const { url } = await serve(app, settings, atEnd, waiting);
  const text = `${capacity}\nPalier serves on ${url}\n`;
  if (supervised) supervised.ready(app, settings, text);
  else process.stdout.write(text);
}, supervised?.signals);
