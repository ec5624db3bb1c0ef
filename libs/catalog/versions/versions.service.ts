import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database, isUniqueViolation, type Transaction } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { hasEnded, Operations } from '#platform/operations';
import { type Locale, Problem } from '#platform/problems';
import { Quotas } from '#platform/quotas';
import { Storage, storageQuota } from '#platform/storage';
import { deleteArchivesOf } from '../archives/archives.sql.js';
import { catalogProblems } from '../catalog.errors.js';
import { deleteFiles } from '../files/files.sql.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import { assertStays, changeable } from '../studio/studio.service.js';
import { lockApp, studioApp } from '../studio/studio.sql.js';
import { stepList } from './steps.sql.js';
import { noteSteps } from './trace.js';
import type { NewVersionDto, StepDto, VersionDto, VersionsQueryDto } from './versions.dto.js';
import {
  changeChangelog,
  deleteVersion,
  insertVersion,
  lockVersion,
  versionByName,
  versionList,
} from './versions.sql.js';

/** A version and its app, both locked. */
export interface LockedVersion {
  readonly appId: string;
  readonly slug: string;
  /** Whether the store lists the app. */
  readonly listed: boolean;
  readonly row: VersionDto;
}

/** The versions of apps. */
@Injectable()
export class VersionsService {
  constructor(
    private readonly database: Database,
    private readonly cache: CacheInvalidation,
    private readonly changes: ChangedApps,
    private readonly audit: Audit,
    private readonly storage: Storage,
    private readonly quotas: Quotas,
    private readonly operations: Operations,
  ) {}

  /** @throws Problem `app_not_found` (404), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(tenantId: string, slug: string, query: VersionsQueryDto): Promise<ListAnswer<VersionDto>> {
    const answer = await readList(rowsOfTenant(this.database, tenantId), versionList, { ...query, app: slug });
    if (answer.data.length > 0) return answer;
    const [app] = await this.database.read({ tenantId }, studioApp, slug);
    if (!app) throw catalogProblems.app_not_found();
    return answer;
  }

  /** @throws Problem `version_not_found` (404) */
  async byName(tenantId: string, slug: string, version: string): Promise<VersionDto> {
    const [row] = await this.database.read({ tenantId }, versionByName, slug, version);
    if (!row) throw catalogProblems.version_not_found({ version });
    return row;
  }

  /** @throws Problem `app_not_found` (404), `app_deleting`, `version_exists` (409) */
  async create(tenantId: string, slug: string, { version, changelog = '' }: NewVersionDto): Promise<VersionDto> {
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        const app = await changeable(tx, slug);
        const [row] = await tx.run(insertVersion, tenantId, newId(), app.id, version, changelog);
        await noteSteps(tx, tenantId, [(row as VersionDto).id], 'created');
        return row as VersionDto;
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'versions_tenant_id_app_id_version_key')) throw error;
      throw catalogProblems.version_exists({ version });
    }
  }

  /** @throws Problem `version_not_found` (404), `app_deleting` (409), `precondition_failed` (412) */
  change(
    tenantId: string,
    slug: string,
    version: string,
    revisions: ExpectedVersions,
    changelog: string,
  ): Promise<VersionDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const { row, listed } = await this.lock(tx, slug, version);
      assertVersion(revisions, row.revision);
      const [changed] = await tx.run(changeChangelog, row.id, changelog);
      if (changed?.state === 'published') {
        await this.cache.within(tx, tenantId, ['apps', `app:${slug}`]);
        if (listed) this.changes.tell(tx, tenantId, [slug]);
      }
      return changed ?? row;
    });
  }

  /** @throws Problem as `draft` and `lockDraft` */
  async delete(tenantId: string, slug: string, version: string): Promise<void> {
    const idle = await this.draft(tenantId, slug, version);
    await this.database.transaction({ tenantId }, async (tx) => {
      const { row } = await this.lockDraft(tx, slug, idle);
      const [gone] = await tx.run(deleteFiles, [row.id], null);
      const [archives] = await tx.run(deleteArchivesOf, row.id);
      await tx.run(deleteVersion, row.id);
      await this.storage.release(tx, [...(gone?.digests ?? []), ...(archives?.digests ?? [])]);
      await this.audit.record(tx, { action: 'catalog.version.deleted', targetKind: 'version', targetId: row.id });
      await this.quotas.take(tx, tenantId, storageQuota, -(gone?.kept ?? 0) - (archives?.bytes ?? 0));
    });
  }

  /** @throws Problem `version_not_found` (404), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async steps(
    tenantId: string,
    slug: string,
    version: string,
    query: ListQuery,
    locale: Locale,
  ): Promise<ListAnswer<StepDto>> {
    const asked = { ...query, version: `${slug} ${version}` };
    const { data, page } = await readList(rowsOfTenant(this.database, tenantId), stepList, asked);
    if (data.length === 0) await this.byName(tenantId, slug, version);
    const inLocale = (problem: (typeof data)[number]['problem']) =>
      problem && { code: problem.code, detail: problem.detail[locale] };
    return { data: data.map((step) => ({ ...step, problem: inLocale(step.problem) })), page };
  }

  /** @throws Problem `version_not_found` (404), `app_deleting` (409) */
  async lock(tx: Transaction, slug: string, version: string): Promise<LockedVersion> {
    const [app] = await tx.run(lockApp, slug);
    const [row] = app ? await tx.run(lockVersion, app.id, version) : [];
    if (!app || !row) throw catalogProblems.version_not_found({ version });
    assertStays(app);
    return { appId: app.id, slug, listed: app.listed, row };
  }

  /**
   * A draft that no operation is at work on.
   *
   * @throws Problem `version_not_found` (404), `version_not_draft`, `version_busy` (409)
   */
  async draft(tenantId: string, slug: string, version: string): Promise<VersionDto> {
    const row = await this.byName(tenantId, slug, version);
    const { state, operationId } = row;
    // A check that ended without an outcome, as when its worker lost the database, left it in that state.
    if (state !== 'draft' && state !== 'checking') throw catalogProblems.version_not_draft({ version, state });
    if (operationId !== null && (await this.isAtWork(tenantId, operationId)))
      throw catalogProblems.version_busy({ operation: operationId });
    return row;
  }

  /** One that is no longer known has ended: operations are deleted after a while, and the archive of a tenant has none. */
  private async isAtWork(tenantId: string, operation: string): Promise<boolean> {
    try {
      return !hasEnded(await this.operations.find({ tenantId }, operation));
    } catch (error) {
      if (error instanceof Problem && error.code === 'operation_not_found') return false;
      throw error;
    }
  }

  /**
   * Locks a draft for a change of its files, as far as no operation was begun for it since and no import published it.
   *
   * @param idle as `draft` found it
   * @throws Problem `version_not_found` (404), `app_deleting`, `version_not_draft`, `version_busy` (409)
   */
  async lockDraft(tx: Transaction, slug: string, idle: VersionDto): Promise<LockedVersion> {
    const locked = await this.lock(tx, slug, idle.version);
    const { state, operationId } = locked.row;
    // An import publishes a draft of the same number without an operation.
    if (state !== 'draft' && state !== 'checking')
      throw catalogProblems.version_not_draft({ version: idle.version, state });
    if (operationId !== idle.operationId) throw catalogProblems.version_busy({ operation: operationId ?? '' });
    return locked;
  }
}
