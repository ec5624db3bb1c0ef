import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { Problem } from '#platform/problems';
import { type BlobAddress, BlobStore } from './blob-store.js';
import { storageEvidence } from './blobs.sql.js';
import { IncomingFiles } from './incoming-files.js';
import { Records } from './records.js';
import { storageProblems } from './storage.errors.js';

/** The record with the id of the deployment, of the owner that no tenant and no deployment has. */
const [OWNER, NUMBER] = [NIL_ID, 1];

const others: ReadonlySet<string> = new Set(['storage_foreign', 'storage_missing']);

/** Whether the storage is that of the database: it has the id of the deployment, since the first start. */
@Injectable()
export class StorageIdentity {
  constructor(
    private readonly database: Database,
    private readonly store: BlobStore,
    @Inject(IncomingFiles) private readonly incoming: IncomingFiles,
  ) {}

  /**
   * Changes nothing.
   *
   * @throws Problem `storage_foreign`, `storage_missing` (500), `storage_unavailable` (503)
   */
  async check(): Promise<void> {
    await this.unclaimedBy();
  }

  /** Whether `check` finds another storage. @throws Problem `storage_unavailable` (503) */
  isOther(): Promise<boolean> {
    return this.check().then(
      () => false,
      (error) => {
        if (error instanceof Problem && others.has(error.code)) return true;
        throw error;
      },
    );
  }

  /** As `check`, and takes a storage that nobody claimed for this deployment. @throws also `storage_full` (507) */
  async claim(): Promise<void> {
    const deploymentId = await this.unclaimedBy();
    if (deploymentId) await this.records.write(NUMBER, deploymentId);
  }

  /**
   * Takes the storage for this deployment although its files are missing: the operator knows that they are lost.
   *
   * @param from the deployment to which the storage belonged, which no longer runs
   * @throws Problem `storage_foreign` (500) where it belongs to another one; `storage_unavailable` (503), `storage_full` (507)
   */
  async take(from?: string): Promise<void> {
    const [row] = await this.database.read({ tenantId: NIL_ID }, storageEvidence);
    const deploymentId = row?.deploymentId ?? '';
    const owner = await this.records.read(NUMBER);
    if (owner !== undefined && owner !== deploymentId && owner !== from)
      throw storageProblems.storage_foreign({ place: this.store.place, owner, deploymentId });
    await this.records.write(NUMBER, deploymentId);
  }

  private get records(): Records {
    return new Records(this.store, this.incoming, OWNER);
  }

  /** The id of the deployment where the storage does not have it yet. */
  private async unclaimedBy(): Promise<string | undefined> {
    const rows = await this.database.read({ tenantId: NIL_ID }, storageEvidence);
    const deploymentId = rows[0]?.deploymentId;
    const owner = await this.records.read(NUMBER);
    if (owner === deploymentId) return undefined;
    const { place } = this.store;
    if (owner !== undefined) throw storageProblems.storage_foreign({ place, owner, deploymentId: deploymentId ?? '' });
    const wanted = rows.filter((row): row is typeof row & BlobAddress => row.digest !== null);
    const found = (await Promise.all(wanted.map((blob) => this.store.size(blob)))).filter((size) => size !== undefined);
    // A file that is lost alone, or deleted at this moment, says nothing of the storage.
    if (found.length < wanted.length - found.length) throw storageProblems.storage_missing({ place });
    return deploymentId;
  }
}
