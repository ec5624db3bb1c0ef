import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database, isUniqueViolation, type Transaction } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, readList, rowsOfTenant, withoutNameKey } from '#platform/lists';
import { type Operation, Operations } from '#platform/operations';
import { type Locale, Problem } from '#platform/problems';
import { Quotas } from '#platform/quotas';
import { sortKey } from '#platform/text-normalisation';
import { appsQuota } from '../apps/apps.sql.js';
import { catalogProblems } from '../catalog.errors.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import { listTags, lockTags } from '../tags/listed-tags.sql.js';
import type { AppChangeDto, AppResultDto } from './bulk-changes.dto.js';
import { deleteAppJob } from './delete-app.job.js';
import type { AppTextsDto, NewAppDto, StudioAppDetailDto, StudioAppDto, StudioAppsQueryDto } from './studio.dto.js';
import { changeApp, insertApp, lockApp, studioApp, studioAppList } from './studio.sql.js';

/** What a change may set. */
type Changes = AppTextsDto & { readonly archived?: boolean | undefined; readonly deleting?: true };

/** The apps of a tenant, for those who make them. */
@Injectable()
export class StudioService {
  constructor(
    private readonly database: Database,
    private readonly cache: CacheInvalidation,
    private readonly changes: ChangedApps,
    private readonly audit: Audit,
    private readonly quotas: Quotas,
    private readonly operations: Operations,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: StudioAppsQueryDto): Promise<ListAnswer<StudioAppDto>> {
    return readList(rowsOfTenant(this.database, tenantId), studioAppList, query, withoutNameKey);
  }

  /** @throws Problem `app_not_found` (404) */
  async bySlug(tenantId: string, slug: string): Promise<StudioAppDetailDto> {
    const [app] = await this.database.read({ tenantId }, studioApp, slug);
    if (!app) throw catalogProblems.app_not_found();
    return app;
  }

  /** @throws Problem `app_slug_taken` (409), `quota_exceeded` (402) */
  async create(tenantId: string, { slug, ...texts }: NewAppDto): Promise<StudioAppDetailDto> {
    const id = newId();
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        await tx.run(insertApp, tenantId, id, slug);
        const row = await this.write(tx, tenantId, (await tx.run(lockApp, slug))[0] as StudioAppDetailDto, texts);
        await this.audit.record(tx, { action: 'catalog.app.created', targetKind: 'app', targetId: id });
        await this.quotas.take(tx, tenantId, appsQuota, 1);
        return row;
      });
    } catch (error) {
      throw isUniqueViolation(error, 'apps_by_slug') ? catalogProblems.app_slug_taken({ slug }) : error;
    }
  }

  /**
   * Changes what is given. Where all of it is so already, nothing is written.
   *
   * @param revisions those that the caller accepts; any by default
   * @throws Problem `app_not_found` (404), `app_deleting` (409), `precondition_failed` (412)
   */
  change(tenantId: string, slug: string, changes: Changes, revisions?: ExpectedVersions): Promise<StudioAppDetailDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const app = await changeable(tx, slug);
      assertVersion(revisions, app.revision);
      if (isSo(app, changes)) return app;
      const row = await this.write(tx, tenantId, app, changes);
      await this.audit.record(tx, {
        action: 'catalog.app.changed',
        targetKind: 'app',
        targetId: app.id,
        details: { fields: Object.keys(given(changes)).sort().join(' ') },
      });
      return row;
    });
  }

  /** Changes apps one after the other, each in a transaction of its own. */
  async changeSome(tenantId: string, apps: readonly AppChangeDto[], locale: Locale): Promise<AppResultDto[]> {
    const results: AppResultDto[] = [];
    for (const { slug, revision, ...changes } of apps) {
      try {
        const app = await this.change(tenantId, slug, changes, revision === undefined ? undefined : [revision]);
        results.push({ slug, status: 200, app, problem: null });
      } catch (error) {
        if (!(error instanceof Problem) || error.status >= 500) throw error;
        const { code, status, detail } = error;
        results.push({ slug, status, app: null, problem: { code, detail: detail[locale] } });
      }
    }
    return results;
  }

  /**
   * Starts the deletion of an app, or one more where an operation before it failed or was cancelled.
   *
   * @throws Problem `app_not_found` (404)
   */
  delete(tenantId: string, slug: string): Promise<Operation> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [app] = await tx.run(lockApp, slug);
      if (!app) throw catalogProblems.app_not_found();
      if (!app.deleting) {
        await this.write(tx, tenantId, app, { deleting: true });
        await this.audit.record(tx, { action: 'catalog.app.deleted', targetKind: 'app', targetId: app.id });
      }
      return this.operations.start(tx, deleteAppJob, { tenantId, appId: app.id }, 'catalog.delete');
    });
  }

  private async write(
    tx: Transaction,
    tenantId: string,
    app: StudioAppDetailDto,
    changes: Changes,
  ): Promise<StudioAppDetailDto> {
    const to = { ...app, ...given(changes) };
    await tx.run(lockTags, tenantId);
    const texts = [to.name, sortKey(to.name), to.summary, to.description, to.tags] as const;
    const [row] = await tx.run(
      changeApp,
      app.id,
      ...texts,
      to.licence,
      to.author,
      to.homepage,
      to.archived,
      to.deleting,
    );
    await listTags(tx, [app.id]);
    if (app.listed || row?.listed) {
      await this.cache.within(tx, tenantId, ['apps', 'tags', `app:${app.slug}`]);
      this.changes.tell(tx, tenantId, [app.slug]);
    }
    return row as StudioAppDetailDto;
  }
}

/**
 * Locks an app for a change of it or of its versions.
 *
 * @throws Problem `app_not_found` (404), `app_deleting` (409)
 */
export async function changeable(tx: Transaction, slug: string): Promise<StudioAppDetailDto> {
  const [app] = await tx.run(lockApp, slug);
  if (!app) throw catalogProblems.app_not_found();
  assertStays(app);
  return app;
}

/** @throws Problem `app_deleting` (409) */
export function assertStays({ deleting }: StudioAppDetailDto): void {
  if (deleting) throw catalogProblems.app_deleting();
}

/** Without the fields that are left out. */
function given<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function isSo(app: StudioAppDetailDto, changes: Changes): boolean {
  const { tags, ...others } = given(changes);
  const sameTags = tags === undefined || [...tags].sort().join(' ') === app.tags.join(' ');
  return sameTags && Object.entries(others).every(([field, value]) => app[field as keyof StudioAppDetailDto] === value);
}
