import { backupProblems } from '#platform/backup';
import { MasterKeyRotation, type Rotation } from '#platform/key-rotation';
import { asJson, grouped } from '../output.js';
import type { CliSession } from '../session.js';

export interface RotateMasterOptions {
  readonly finish?: boolean;
  readonly json?: boolean;
}

/**
 * `palier keys rotate-master`. Exits with 1 when values are left that a former key seals.
 *
 * @throws Problem `owner_url_missing` and those of `MasterKeyRotation`
 */
export async function rotateMaster({ app, settings }: CliSession, options: RotateMasterOptions): Promise<void> {
  if (!settings.databaseOwnerUrl) throw backupProblems.owner_url_missing();
  const { isTTY } = process.stderr;
  const progress = (table: string, values: number) => {
    if (isTTY) process.stderr.write(`\r\x1b[K${table}: ${grouped(values)} values read`);
  };
  const rotation = await app
    .get(MasterKeyRotation)
    .run(settings.databaseOwnerUrl, { finish: options.finish, progress })
    .finally(() => isTTY && process.stderr.write('\r\x1b[K'));
  process.stdout.write(options.json ? asJson(rotation) : [...counts(rotation), next(rotation)].join('\n').concat('\n'));
  if (rotation.columns.some(({ left }) => left > 0)) process.exitCode = 1;
}

function counts({ keyId, columns }: Rotation): string[] {
  const listed = (count: 'resealed' | 'unopened' | 'left') =>
    columns.filter((column) => column[count] > 0).map((column) => `${grouped(column[count])} of ${column.table}`);
  const [resealed, unopened, left] = [listed('resealed'), listed('unopened'), listed('left')];
  return [
    resealed.length > 0
      ? `Re-sealed with the key ${keyId}: ${resealed.join(', ')}.`
      : `The key ${keyId} seals every value already.`,
    ...(unopened.length > 0 ? [`Opened by no key, and left as they are: ${unopened.join(', ')}.`] : []),
    ...(left.length > 0 ? [`Replaced by others again and again: ${left.join(', ')}. Run this again.`] : []),
  ];
}

const keepForBackups =
  'Keep a copy of it apart, as long as you keep backups from before: no other key opens what they contain.';

function next({ place, others }: Rotation): string {
  if (place === 'file') {
    return others > 0
      ? `The former key stays in master.key, because links that it signed work for an hour. Then remove it with "palier keys rotate-master --finish". ${keepForBackups}`
      : 'The file master.key has this key alone.';
  }
  if (others > 0) {
    return `PALIER_OTHER_MASTER_KEYS seals nothing any more. Remove a former key from it, for every process, an hour after the last one sealed with it, because links work that long. ${keepForBackups} A next key seals once it is PALIER_MASTER_KEY and the present one is in its place.`;
  }
  return `To rotate PALIER_MASTER_KEY: 1. Give every process a new key in PALIER_OTHER_MASTER_KEYS, and restart one after the other.
2. Exchange the two keys, and restart one after the other. 3. Run this again with these settings.`;
}
