import { Database, type Transaction } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Quotas } from '#platform/quotas';
import { Storage, storageQuota } from '#platform/storage';
import { appsQuota } from '../apps/apps.sql.js';
import { deleteArchivesOf } from '../archives/archives.sql.js';
import { removeBundle } from '../bundles/remove-bundle.js';
import { deleteFiles } from '../files/files.sql.js';
import { deleteImages } from '../images/images.sql.js';
import { deleteVersion, firstVersion } from '../versions/versions.sql.js';
import { deleteApp, lockAppById } from './studio.sql.js';

interface DeleteAppPayload extends JobPayload {
  readonly appId: string;
}

export const deleteAppJob = defineOperation<DeleteAppPayload>('catalog.delete-app', { of: 'tenant', resumes: true });

/** Deletes an app, version by version, and gives back what it took of the quotas. */
@HandlesJob(deleteAppJob)
export class DeleteApp implements JobHandler<DeleteAppPayload> {
  constructor(
    private readonly database: Database,
    private readonly quotas: Quotas,
    private readonly storage: Storage,
  ) {}

  async run({ tenantId, appId }: DeleteAppPayload, { signal }: JobContext): Promise<undefined> {
    while (await this.database.transaction({ tenantId }, (tx) => this.deleteSome(tx, tenantId, appId)))
      signal.throwIfAborted();
    return undefined;
  }

  /**
   * Deletes a version, or the app once it has none. Both are locked first: what an import or an archive adds meanwhile is
   * there before its bytes are counted.
   *
   * @returns whether there is more to delete
   */
  private async deleteSome(tx: Transaction, tenantId: string, appId: string): Promise<boolean> {
    await tx.run(lockAppById, appId);
    const [version] = await tx.run(firstVersion, appId);
    if (!version) {
      const [images] = await tx.run(deleteImages, appId, null, null);
      const gone = await tx.run(deleteApp, appId);
      if (gone.length > 0) await this.quotas.take(tx, tenantId, appsQuota, -1);
      if (images?.images) await this.quotas.take(tx, tenantId, storageQuota, -images.bytes);
      return false;
    }
    const [gone] = await tx.run(deleteFiles, [version.id], null);
    const [archives] = await tx.run(deleteArchivesOf, version.id);
    await removeBundle(tx, this.storage, version.id);
    await tx.run(deleteVersion, version.id);
    await this.storage.release(tx, [...(gone?.digests ?? []), ...(archives?.digests ?? [])]);
    await this.quotas.take(tx, tenantId, storageQuota, -(gone?.kept ?? 0) - (archives?.bytes ?? 0));
    return true;
  }
}
