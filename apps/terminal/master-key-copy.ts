import { resolve } from 'node:path';
import type { Settings } from '#platform/config';
import { countSealed } from '#platform/key-rotation';

/**
 * Says that a backup lacks the master key, and how many values need it. Empty where nothing is sealed.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 */
export async function masterKeyToCopy(ownerUrl: string, { masterKey, dataDir }: Settings): Promise<string> {
  // The archive is written by now: it does not count as failed because its sealed values were not counted.
  const sealed = await countSealed(ownerUrl).catch(() => undefined);
  if (sealed === 0) return '';
  const key = masterKey ? 'PALIER_MASTER_KEY' : resolve(dataDir, 'master.key');
  const values = sealed === undefined ? 'all sealed' : new Intl.NumberFormat('en').format(sealed);
  return `${key} is not in it. Copy it once to another place: without it ${values} values stay sealed.`;
}
