import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { climbProblems, cutoverOf, type Deployment, undoCutover } from '#platform/climb';
import { attachEmbedded } from '#platform/database';
import type { CliSession } from '../session.js';
import { climbTexts } from './climb-texts.js';
import { embeddedName, withPresentDeployment } from './present-deployment.js';
import { recordCutover } from './record-cutover.js';
import { readSettingsFile, settingsFile } from './settings-file.js';
import { requireSameStorage } from './target-storage.js';

/**
 * Undoes the cutover of the database that the settings name: the deployment stays on it.
 *
 * @param unchecked do not check whether the new database was used, because it is lost
 */
export function climbBack(open: () => Promise<CliSession>, unchecked: boolean): Promise<void> {
  return withPresentDeployment(async (from, settings) => {
    const cutover = await cutoverOf(from.ownerUrl);
    if (!cutover) throw climbProblems.no_cutover();
    const file = settingsFile(settings);
    if (!unchecked) await requireSameStorage(settings);
    if (!cutover.arrived || unchecked) await undoCutover(from, undefined);
    else if (cutover.target === embeddedName(settings)) await backFromSolo(from, settings.dataDir);
    else await undoCutover(from, await newDeployment(file, cutover.target));
    await rm(file, { force: true });
    const { app } = await open();
    await recordCutover(app, from, 'platform.cutover.undone', cutover.target);
    process.stdout.write(`${climbTexts.back(cutover.target)}\n`);
  });
}

async function backFromSolo(from: Deployment, dataDir: string): Promise<void> {
  await using embedded = await attachEmbedded(resolve(dataDir));
  await undoCutover(from, { ownerUrl: embedded.urls.owner, appUrl: embedded.urls.app });
}

async function newDeployment(file: string, target: string): Promise<Deployment> {
  const deployment = await readSettingsFile(file);
  if (!deployment) throw climbProblems.settings_lost({ file, target });
  return deployment;
}
