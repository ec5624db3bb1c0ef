import { hash } from 'node:crypto';
import { CopyConnection } from '#platform/database';
import type { Archive } from '../archive/archive.js';
import type { Manifest } from '../archive/manifest.js';
import { backupProblems } from '../backup.errors.js';
import { archivedFiles } from '../files/archived-files.js';
import { listedErasures } from '../keys/listed-erasures.js';
import { writeWithKeys } from '../keys/write-keys.js';
import { withLiftedGuards } from '../loading/lifted-guards.js';
import type { LoadedTable } from '../loading/load-database.js';
import { dropDatabase, makeDatabase, serverIn } from '../restoring/make-database.js';
import { keepDeployment } from '../restoring/replace-database.js';
import { restoreArchive, type Schema } from '../restoring/restore-archive.js';
import { type DatabaseServer, databaseOf } from '../restoring/server.js';
import { withSnapshot } from '../snapshot.js';
import { readDeployment } from '../tables/read-catalog.js';
import type { RowSource } from '../tables/table.js';
import { REGISTRY } from '../tenant/tenant-tables.js';
import { deleteMentions } from './delete-mentions.js';
import { type Erased, type Erasing, eraseListed } from './erase-listed.js';
import { ledgerOf, mergeLedgers, writeLedger } from './ledger-rows.js';
import { removeLeftover } from './require-new.js';

/** Any fixed number: an advisory lock, one per database. */
const LOCK = 7_254_370_014;

/** The steps of a renewal, in order. */
export type RenewalStep = 'restoring' | 'erasing' | 'writing';

export interface RenewalOptions extends Erasing {
  /** The server of the deployment; the database in use is only read. */
  readonly server: DatabaseServer;
  readonly schema: Schema;
  /** The keys file. */
  readonly keys?: RowSource;
  /** Called when a step begins. */
  readonly onStep: (step: RenewalStep) => void;
}

/** What a renewal did. */
export interface Renewed extends Omit<Erased, 'mentions'> {
  readonly manifest: Manifest;
  readonly restored: readonly LoadedTable[];
}

/**
 * Writes an archive of a deployment anew, without those who were erased or purged since: as the database in use and the keys file
 * know. It is restored into a database of its own beside that in use, which is dropped afterwards; one that a killed process left
 * is dropped by the next run. The new archive has the time of the old one, the files that it had and that rows still list, and the
 * tables of this version; its ledger is that of the deployment, so that a restore does none of these erasures again.
 *
 * @param renewed which does not exist
 * @throws Problem `renewal_under_way` (409), `archive_of_other_deployment` (409), and those of `requireNew`, `restoreArchive`,
 *   `withSnapshot` and `writeArchive`; the archive stays as it is
 */
export async function renewArchive(archive: Archive, renewed: string, options: RenewalOptions): Promise<Renewed> {
  const { server, schema, keys, onStep } = options;
  const { deployment, takenAt } = archive.manifest;
  // Closing it releases the lock in any case.
  const present = await CopyConnection.open(server.ownerUrl);
  // Of a fixed length: PostgreSQL would truncate a longer name to that of another database.
  const name = `palier_renew_${hash('sha256', databaseOf(server.ownerUrl)).slice(0, 16)}`;
  const scratch = serverIn(server, name);
  try {
    const [row] = await present.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LOCK]);
    if (!row?.held) throw backupProblems.renewal_under_way();
    const isOther = deployment && deployment !== (await readDeployment(present));
    if (isOther) throw backupProblems.archive_of_other_deployment({ file: archive.file });
    onStep('restoring');
    await makeDatabase(server, name);
    try {
      const { tables } = await restoreArchive(archive, scratch.ownerUrl, schema, undefined, keys);
      onStep('erasing');
      const { mentions: _, ...erased } = await erase(scratch, present, archive, options);
      if (!deployment) await keepDeployment(server.ownerUrl, scratch.ownerUrl);
      onStep('writing');
      await removeLeftover(archive, renewed);
      const about = { kind: 'deployment', renewedAt: new Date().toISOString() } as const;
      const manifest = await withSnapshot(scratch.ownerUrl, (snapshot) =>
        // With another time its keys file would pass for one of today, which has the keys of all who came since.
        writeWithKeys(renewed, { ...snapshot, takenAt: new Date(takenAt) }, about, archivedFiles(archive)),
      );
      return { manifest, restored: tables, ...erased };
    } finally {
      await dropDatabase(server.adminUrl, name);
    }
  } finally {
    await present.close();
  }
}

async function erase(
  { ownerUrl, appUrl }: DatabaseServer,
  present: CopyConnection,
  archive: Archive,
  { keys, ...erasing }: RenewalOptions,
): Promise<Erased> {
  const [scratch, app] = [await CopyConnection.open(ownerUrl), await CopyConnection.open(appUrl)];
  try {
    if (!archive.manifest.deployment) await requireKnownTenants(scratch, present, archive);
    const known = await present.transaction('BEGIN', () => ledgerOf(present));
    const own = await scratch.transaction('BEGIN', () => ledgerOf(scratch));
    const listed = keys ? await scratch.transaction('BEGIN', () => listedErasures(scratch, keys)) : [];
    const entries = mergeLedgers(known, own, listed);
    const erased = await eraseListed(scratch, app, entries, erasing);
    const rewrite = async () => {
      await deleteMentions(scratch, erased.mentions);
      await writeLedger(scratch, entries);
    };
    await scratch.transaction('BEGIN', () => withLiftedGuards(scratch, rewrite, []));
    return erased;
  } finally {
    await Promise.all([scratch.close(), app.close()]);
  }
}

/** An archive of before has no id of its deployment: one whose tenants are all known here is of this one. */
async function requireKnownTenants(scratch: CopyConnection, present: CopyConnection, { file }: Archive): Promise<void> {
  const tenants = async (connection: CopyConnection) =>
    (await connection.query<{ id: string }>(`SELECT id FROM ${REGISTRY}`)).map(({ id }) => id);
  const known = new Set(await tenants(present));
  if ((await tenants(scratch)).every((id) => known.has(id))) return;
  throw backupProblems.archive_of_other_deployment({ file });
}
