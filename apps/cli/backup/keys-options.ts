import type { Archive, LoadedTable } from '#platform/backup';
import { backupTexts } from './backup-texts.js';

/** The arguments of commander's `option`, for each command that reads an archive. */
export const keysOption = [
  '--keys <file>',
  'the keys file of the archive, or any later one of the deployment; by default the newest beside the archive',
] as const;
export const withoutKeysOption = [
  '--without-keys',
  'go on without a keys file: nobody can ever read what the keys of persons sealed',
] as const;

/** Says which keys file was used, and how many keys it lacks. */
export function reportKeys(keys: Archive | undefined, loaded: readonly Pick<LoadedTable, 'withoutKey'>[]): void {
  const gone = loaded.reduce((sum, { withoutKey }) => sum + withoutKey, 0);
  if (keys || gone > 0) process.stdout.write(`${backupTexts.keys(keys?.file, gone)}\n`);
}
