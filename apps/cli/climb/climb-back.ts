import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { climbProblems, type House, moveOf, takeBack } from '#platform/climb';
import { attachEmbedded } from '#platform/database';
import type { CliSession } from '../session.js';
import { climbWords } from './climb-words.js';
import { embeddedName, withPresentHouse } from './present-house.js';
import { recordMove } from './record-move.js';
import { readSettingsFile, settingsFile } from './settings-file.js';

/**
 * Ends the move of the house that the settings name, which then stays.
 *
 * @param unchecked the new house is gone for good: nobody looks whether it was used
 */
export function climbBack(open: () => Promise<CliSession>, unchecked: boolean): Promise<void> {
  return withPresentHouse(async (from, settings) => {
    const move = await moveOf(from.ownerUrl);
    if (!move) throw climbProblems.not_moved();
    const file = settingsFile(settings);
    if (!move.arrived || unchecked) await takeBack(from, undefined);
    else if (move.target === embeddedName(settings)) await backFromSolo(from, settings.dataDir);
    else await takeBack(from, await newHouse(file, move.target));
    await rm(file, { force: true });
    const { app } = await open();
    await recordMove(app, from, 'platform.house.stays', move.target);
    process.stdout.write(`${climbWords().back(move.target)}\n`);
  });
}

async function backFromSolo(from: House, dataDir: string): Promise<void> {
  const { urls, stop } = await attachEmbedded(resolve(dataDir));
  try {
    await takeBack(from, { ownerUrl: urls.owner, appUrl: urls.app });
  } finally {
    await stop();
  }
}

async function newHouse(file: string, target: string): Promise<House> {
  const house = await readSettingsFile(file);
  if (!house) throw climbProblems.settings_lost({ file, target });
  return house;
}
