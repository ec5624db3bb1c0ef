import { Injectable } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { BACKUP_ROLE, CopyConnection, Database, databaseProblems } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { firstSealedValues, type SealedColumn, sealedColumns } from './key-rotation.sql.js';

/** Some sealed values of a database. */
export interface SealedSample {
  readonly values: number;
  /** How many of them no key of this process opens. */
  readonly unopened: number;
}

/** Whether the keys of this process open what the database has sealed. */
@Injectable()
export class SealedValues {
  constructor(
    private readonly database: Database,
    private readonly master: MasterKey,
  ) {}

  /** @throws Problem `master_key` (500), `database_unavailable` (503) */
  async sample(): Promise<SealedSample> {
    return opened(await this.database.read({ tenantId: PLATFORM_TENANT_ID }, firstSealedValues), this.master);
  }
}

/** As `SealedValues.sample`, without an application. @param url the database as either role */
export async function sampleSealed(url: string, master: MasterKey | undefined): Promise<SealedSample> {
  await using connection = await CopyConnection.open(url);
  const [made] = await connection.query<{ there: boolean }>(
    "SELECT to_regprocedure('platform.first_sealed_values()') IS NOT NULL AS there",
  );
  // Before the migrations the sealed columns are unknown.
  if (!made?.there) throw databaseProblems.database_not_migrated();
  return opened(await connection.query(firstSealedValues.text), master);
}

/** How many values of a database are sealed. @param ownerUrl as its owner, not through a pooler */
export async function countSealed(ownerUrl: string): Promise<number> {
  await using owner = await CopyConnection.open(ownerUrl);
  const columns = await owner.query<SealedColumn>(sealedColumns);
  const counts = columns.map(({ table, column }) => `(SELECT count(${column}) FROM ${table})`);
  return await owner.transaction(`BEGIN READ ONLY; SET LOCAL ROLE ${BACKUP_ROLE}`, async () => {
    const [row] = await owner.query<{ sealed: number }>(`SELECT (0 + ${counts.join(' + ')})::int AS sealed`);
    return row?.sealed ?? 0;
  });
}

/**
 * Lets the key file be made where it is missing, unless values are sealed that PALIER_OTHER_MASTER_KEYS does not open: a new
 * key would seal beside them, and they would be lost unnoticed.
 *
 * @throws Problem `database_unavailable`, `database_not_migrated`
 */
export async function admitNewKey({ file }: MasterKey, settings: Settings): Promise<void> {
  if (!file || file.isThere) return;
  const [masterKey, ...otherMasterKeys] = settings.otherMasterKeys;
  const others = masterKey === undefined ? undefined : new MasterKey({ ...settings, masterKey, otherMasterKeys });
  const { unopened } = await sampleSealed(settings.databaseDirectUrl ?? settings.databaseUrl ?? '', others);
  file.mayBeMade = unopened === 0;
}

/**
 * Makes sure that a process which is about to start has a master key.
 *
 * @throws Problem `master_key` where it is missing although values are sealed, or its file is damaged; those of `admitNewKey`
 */
export async function requireMasterKey(settings: Settings): Promise<void> {
  const master = new MasterKey(settings);
  await admitNewKey(master, settings);
  master.ids();
}

function opened(found: readonly { context: string; sealed: Buffer }[], master: MasterKey | undefined): SealedSample {
  const unopened = found.filter(({ sealed, context }) => !master?.open(sealed, context));
  return { values: found.length, unopened: unopened.length };
}
