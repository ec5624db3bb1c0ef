import { resolve } from 'node:path';
import { type SealedSample, sampleSealed } from '#platform/key-rotation';
import { MasterKey } from '#platform/keys';
import type { Diagnosis } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'master-key';

/** Checks that the master key of this process opens what is sealed. */
export async function checkMasterKey({ settings }: Installation): Promise<Diagnosis[]> {
  const master = new MasterKey(settings);
  const isMissing = master.file !== undefined && !master.file.isThere;
  if (!isMissing) master.ids();
  const place = settings.masterKey ? 'PALIER_MASTER_KEY' : resolve(settings.dataDir, 'master.key');
  const url = settings.databaseDirectUrl ?? settings.databaseUrl ?? '';
  return [judgeSealed(place, isMissing, await sampleSealed(url, isMissing ? undefined : master))];
}

/** @param place where the present key is */
export function judgeSealed(place: string, isMissing: boolean, { values, unopened }: SealedSample): Diagnosis {
  if (unopened > 0) {
    const found = isMissing ? 'is missing, and opens none' : `does not open ${unopened}`;
    return {
      name,
      state: 'problem',
      summary: `${place} ${found} of the first ${values} sealed values.`,
      remedy: 'Restore the key of this deployment from your copy, or add it to PALIER_OTHER_MASTER_KEYS.',
    };
  }
  const summary =
    values === 0
      ? 'Nothing is sealed yet.'
      : `${place} opens the sealed values. No backup holds it: keep a copy in another place.`;
  return { name, state: 'fine', summary };
}
