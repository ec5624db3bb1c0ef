import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { type Operation, Operations } from '#platform/operations';
import { Quotas } from '#platform/quotas';
import { Storage, storageQuota } from '#platform/storage';
import { deleteArchivesOf } from '../archives/archives.sql.js';
import { removeBundle } from '../bundles/remove-bundle.js';
import { catalogProblems } from '../catalog.errors.js';
import { noteSteps } from '../versions/trace.js';
import type { VersionDto } from '../versions/versions.dto.js';
import { VersionsService } from '../versions/versions.service.js';
import { beginWork, yankVersion } from '../versions/versions.sql.js';
import { checkVersion } from './check-version.job.js';
import { ShownVersion } from './shown-version.js';

/** Publishes and withdraws versions. */
@Injectable()
export class Publishing {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionsService,
    private readonly operations: Operations,
    private readonly shown: ShownVersion,
    private readonly audit: Audit,
    private readonly storage: Storage,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Starts the check of a draft, after which it is published.
   *
   * @throws Problem as `VersionsService.draft` and `lockDraft`; `version_without_files` (409)
   */
  async begin(tenantId: string, slug: string, version: string): Promise<Operation> {
    const idle = await this.versions.draft(tenantId, slug, version);
    return this.database.transaction({ tenantId }, async (tx) => {
      const { appId, row } = await this.versions.lockDraft(tx, slug, idle);
      if (row.fileCount === 0) throw catalogProblems.version_without_files();
      // Of operations that failed or were cancelled: a published version is never unpacked into.
      const [left] = await tx.run(deleteArchivesOf, row.id);
      await this.storage.release(tx, left?.digests ?? []);
      const payload = { tenantId, appId, slug, versionId: row.id, version };
      const operation = await this.operations.start(tx, checkVersion, payload, 'catalog.publish');
      await tx.run(beginWork, row.id, 'checking', operation.id);
      await noteSteps(tx, tenantId, [row.id], 'checking');
      if (left?.bytes) await this.quotas.take(tx, tenantId, storageQuota, -left.bytes);
      return operation;
    });
  }

  /** @throws Problem `version_not_found` (404), `app_deleting`, `version_not_published` (409) */
  yank(tenantId: string, slug: string, version: string, reason: string): Promise<VersionDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const { appId, row } = await this.versions.lock(tx, slug, version);
      if (row.state !== 'published') throw catalogProblems.version_not_published({ version, state: row.state });
      const [yanked] = await tx.run(yankVersion, row.id, reason);
      await removeBundle(tx, this.storage, row.id);
      await noteSteps(tx, tenantId, [row.id], 'yanked', { note: reason });
      await this.audit.record(tx, { action: 'catalog.version.yanked', targetKind: 'version', targetId: row.id });
      await this.shown.showHighest(tx, tenantId, appId);
      return yanked as VersionDto;
    });
  }
}
