import { Injectable } from '@nestjs/common';
import { Audit, type AuditEntry } from '#platform/audit';
import { CopyConnection, Database } from '#platform/database';
import { idOf, MasterKey, type MasterKeyFile } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { KeyHolders } from './key-holders.js';
import { keyRotationProblems } from './key-rotation.errors.js';
import { type SealedColumn, sealedColumns } from './key-rotation.sql.js';
import { type Resealed, resealColumn } from './reseal-column.js';
import { sampleSealed } from './sealed-values.js';

/** One rotation at a time, on the whole deployment. */
const lock = `select pg_try_advisory_lock(hashtextextended('platform.master_key', 0)) as held`;

export interface RotationOptions {
  /** Makes no new key; in the key file, drops the former ones. */
  readonly finish?: boolean;
  /** Called with the values read so far of a table. */
  readonly progress?: (table: string, values: number) => void;
}

/** A rotation that was carried out. */
export interface Rotation {
  /** The id of the key that seals. */
  readonly keyId: string;
  readonly columns: readonly Resealed[];
  /** Where the keys are. */
  readonly place: 'environment' | 'file';
  /** How many keys open besides the one that seals. */
  readonly others: number;
}

/** Rotates the master key while the deployment serves: the key, if it is in a file, and everything that it sealed. */
@Injectable()
export class MasterKeyRotation {
  constructor(
    private readonly master: MasterKey,
    private readonly holders: KeyHolders,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /**
   * Makes a new key in the file, unless a rotation is unfinished; then seals all values with the present key. Run it again
   * after a failure: it goes on.
   *
   * @param ownerUrl the database as its owner, not through a pooler
   * @throws Problem `rotation_running`, `no_sealed_value_opens`, `key_unknown_to_servers`, `former_key_in_use` (409),
   *   `servers_silent` (503), `master_key` (500), `database_unavailable` (503)
   */
  async run(ownerUrl: string, { finish = false, progress = () => {} }: RotationOptions = {}): Promise<Rotation> {
    await using owner = await CopyConnection.open(ownerUrl);
    const [row] = await owner.query<{ held: boolean }>(lock);
    if (!row?.held) throw keyRotationProblems.rotation_running();
    const sealed = await owner.query<SealedColumn>(sealedColumns);
    await this.requireOwnValues(ownerUrl);
    const { file } = this.master;
    const changed = file ? await this.changeKey(file, finish) : false;
    const [keyId = ''] = this.master.ids();
    await this.holders.require(keyId, 'seals');
    const columns: Resealed[] = [];
    for (const column of sealed) {
      const read = (values: number) => progress(column.table, values);
      columns.push(await resealColumn(owner, column, this.master, read));
    }
    const left = sum(columns, 'left');
    const finished = finish && !changed && left === 0;
    if (finished) file?.dropFormer();
    await this.record('resealed', keyId, {
      resealed: sum(columns, 'resealed'),
      unopened: sum(columns, 'unopened'),
      left,
      finished,
    });
    return { keyId, columns, place: file ? 'file' : 'environment', others: this.master.ids().length - 1 };
  }

  /** The command may run where the servers' keys are not: its key would be useless to them. */
  private async requireOwnValues(ownerUrl: string): Promise<void> {
    const { values, unopened } = await sampleSealed(ownerUrl, this.master);
    if (values > 0 && unopened === values) throw keyRotationProblems.no_sealed_value_opens();
  }

  /**
   * No process seals with the new key before all of them can open what it seals. No key is made as long as a former one is
   * in the file, and none where the rotation shall finish; one that was made before it was cut off is used.
   */
  private async changeKey(file: MasterKeyFile, finish: boolean): Promise<boolean> {
    const { next, former } = file.read();
    if (!next && (finish || former.length > 0)) return false;
    const keyId = idOf(file.addNext());
    try {
      await this.holders.require(keyId, 'opens');
    } catch (error) {
      file.dropNext();
      throw error;
    }
    file.useNext();
    await this.record('changed', keyId);
    return true;
  }

  private record(what: 'changed' | 'resealed', keyId: string, details?: AuditEntry['details']): Promise<void> {
    const entry = { action: `platform.master-key.${what}`, targetKind: 'master-key', targetId: keyId, details };
    return this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => this.audit.record(tx, entry));
  }
}

const sum = (columns: readonly Resealed[], count: 'resealed' | 'unopened' | 'left') =>
  columns.reduce((total, column) => total + column[count], 0);
