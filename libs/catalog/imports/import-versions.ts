import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { addFiles, deleteFiles } from '../files/files.sql.js';
import { noteSteps } from '../versions/trace.js';
import type { Save } from './found-package.js';
import { publishImported } from './imports.sql.js';

/**
 * Publishes the version of each package with its files, in place of what an earlier import gave that version.
 *
 * @returns how many more bytes are kept, for the quota
 */
export async function saveVersions(tx: Transaction, tenantId: string, saves: readonly Save[]): Promise<number> {
  const files = saves.map(({ found, files }) =>
    found.files.map(({ path, bytes }, i) => ({
      path,
      bytes: files[i]?.bytes ?? bytes,
      digest: files[i]?.digest ?? null,
    })),
  );
  const versions = saves.map(({ id, found, download }, i) => {
    const own = files[i] ?? [];
    const bytes = own.reduce((sum, file) => sum + file.bytes, 0);
    return { id: newId(), appId: id, version: found.version, kept: download === 'ready', fileCount: own.length, bytes };
  });
  const published = await tx.run(publishImported, tenantId, JSON.stringify(versions));
  const versionOf = new Map(published.map(({ appId, id }) => [appId, id]));
  const ids = published.map(({ id }) => id);
  const [gone] = await tx.run(deleteFiles, ids, null);
  const rows = saves.flatMap(({ id }, i) =>
    (files[i] ?? []).map((file) => ({ ...file, version: versionOf.get(id) ?? '' })),
  );
  await addFiles(tx, tenantId, rows);
  await noteSteps(tx, tenantId, ids, 'imported');
  const kept = rows.reduce((sum, { bytes, digest }) => sum + (digest ? bytes : 0), 0);
  return kept - (gone?.kept ?? 0);
}
