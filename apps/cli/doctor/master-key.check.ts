import { resolve } from 'node:path';
import { type SealedSample, sampleSealed } from '#platform/key-rotation';
import { MasterKey } from '#platform/keys';
import { type Diagnosis, fine, problem } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'master-key';

/** Checks that the master key of this process opens what is sealed. */
export async function checkMasterKey({ settings }: Installation): Promise<Diagnosis> {
  const master = new MasterKey(settings);
  const isMissing = master.file !== undefined && !master.file.isThere;
  if (!isMissing) master.ids();
  const place = settings.masterKey ? 'PALIER_MASTER_KEY' : resolve(settings.dataDir, 'master.key');
  const url = settings.databaseDirectUrl ?? settings.databaseUrl ?? '';
  return judgeSealed(place, isMissing, await sampleSealed(url, isMissing ? undefined : master));
}

/** @param place where the present key is */
export function judgeSealed(place: string, isMissing: boolean, { values, unopened }: SealedSample): Diagnosis {
  if (unopened > 0) {
    const found = isMissing ? 'is missing, and opens none' : `does not open ${unopened}`;
    const remedy = 'Restore the key of this deployment from your copy, or add it to PALIER_OTHER_MASTER_KEYS.';
    return problem(name, `${place} ${found} of the first ${values} sealed values.`, remedy);
  }
  if (values === 0) return fine(name, 'Nothing is sealed yet.');
  return fine(name, `${place} opens the sealed values. No backup holds it: keep a copy in another place.`);
}
