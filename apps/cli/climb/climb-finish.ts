import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { databaseOf } from '#platform/backup';
import { climbProblems, cutoverOf } from '#platform/climb';
import { readSettings } from '#platform/config';
import { attachEmbedded } from '#platform/database';
import { climbTexts } from './climb-texts.js';

/** Prints how to remove the data that a cutover left behind; with `yes` removes the embedded data. */
export async function climbFinish(yes: boolean): Promise<void> {
  const settings = readSettings(process.env);
  if (settings.databaseUrl) {
    await requireCutOver(settings.databaseOwnerUrl ?? settings.databaseUrl);
    process.stdout.write(`${climbTexts.finishOwn(databaseOf(settings.databaseUrl))}\n`);
    return;
  }
  const dataDir = resolve(settings.dataDir);
  {
    await using embedded = await attachEmbedded(dataDir);
    await requireCutOver(embedded.urls.owner);
    if (yes && embedded.adopted) throw climbProblems.server_runs();
  }
  const cluster = join(dataDir, 'postgres');
  if (yes) {
    await rm(cluster, { recursive: true });
    await rm(join(dataDir, 'secrets.json'));
  }
  process.stdout.write(`${yes ? climbTexts.removed(cluster) : climbTexts.finishEmbedded(cluster)}\n`);
}

async function requireCutOver(url: string): Promise<void> {
  if ((await cutoverOf(url))?.state !== 'cut-over') throw climbProblems.no_cutover();
}
