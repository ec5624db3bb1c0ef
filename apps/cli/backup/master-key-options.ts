import type { Settings } from '#platform/config';
import { type SealedSample, sampleSealed } from '#platform/key-rotation';
import { MasterKey } from '#platform/keys';
import { backupTexts } from './backup-texts.js';

/** The arguments of commander's `option`, for each command that restores an archive. */
export const withoutMasterKeyOption = [
  '--without-master-key',
  'go on without the master key: nobody can read what it sealed until it is found',
] as const;

/** The first sealed values of a restored database, by the keys of this machine; a key file that is not there opens none. */
export function sampleHere(ownerUrl: string, settings: Settings): Promise<SealedSample> {
  const master = new MasterKey(settings);
  return sampleSealed(ownerUrl, master.file && !master.file.isThere ? undefined : master);
}

/** Says whether the keys open them; the command fails where they do not, unless the operator goes on without. */
export function reportSealed({ values, unopened }: SealedSample, without = false): void {
  if (values > 0) process.stdout.write(`${backupTexts.sealed(values, unopened)}\n`);
  if (unopened > 0 && !without) process.exitCode = 1;
}
