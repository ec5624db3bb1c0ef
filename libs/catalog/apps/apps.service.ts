import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { CountedEvents } from '#platform/events';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { catalogProblems } from '../catalog.errors.js';
import type { CatalogSummary } from '../catalog.js';
import type { SearchesEmpty } from '../events/index.js';
import { ImageUrls } from '../images/image-urls.js';
import { tagsIn } from '../search/app-filters.js';
import { AppSearch } from '../search/app-search.js';
import { appList, isPlainSort } from './app-list.sql.js';
import type { AppVersionDto } from './app-versions.dto.js';
import { appVersionList } from './app-versions.sql.js';
import type { AppDetailDto, AppDto, AppsQueryDto } from './apps.dto.js';
import { type AppRow, appBySlug } from './apps.sql.js';

/** How many slugs a summary has. */
const EXAMPLES = 20;

/** The public reads of a store's apps. */
@Injectable()
export class AppsService {
  constructor(
    private readonly database: Database,
    private readonly images: ImageUrls,
    private readonly search: AppSearch,
    private readonly counted: CountedEvents,
  ) {}

  /** @throws Problem `app_not_found` (404), also when only another store has the app */
  async bySlug(tenantId: string, slug: string): Promise<AppDetailDto> {
    const [app] = await this.database.read({ tenantId }, appBySlug, slug);
    if (!app) throw catalogProblems.app_not_found();
    const { nameKey, ...detail } = app;
    return { ...detail, ...this.images.ofApp(tenantId, app) };
  }

  /** @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400) */
  async list(tenantId: string, query: AppsQueryDto): Promise<ListAnswer<AppDto>> {
    const { data, page } = await this.rows(tenantId, query);
    const isFirst = query.cursor === undefined && (query.page ?? 1) === 1;
    if (query.search !== undefined && isFirst && data.length === 0)
      this.counted.add<SearchesEmpty>('catalog.searches.empty', tenantId);
    return { data: data.map((row) => this.item(tenantId, row)), page };
  }

  /**
   * The published versions of an app, those that were begun last first.
   *
   * @throws Problem `app_not_found` (404); `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
   */
  async versions(tenantId: string, slug: string, query: ListQuery): Promise<ListAnswer<AppVersionDto>> {
    const rows = rowsOfTenant(this.database, tenantId);
    const { data, page } = await readList(rows, appVersionList, { ...query, app: slug });
    if (data.length === 0 && !(await this.has(tenantId, slug))) throw catalogProblems.app_not_found();
    return { data: data.map(({ id, createdAt, ...version }) => version), page };
  }

  async summary(tenantId: string): Promise<CatalogSummary> {
    const { data, page } = await this.list(tenantId, { page: 1, pageSize: EXAMPLES });
    return { apps: page.totalItems ?? 0, kind: page.totalKind ?? 'exact', exampleApps: data.map(({ slug }) => slug) };
  }

  async has(tenantId: string, slug: string): Promise<boolean> {
    return (await this.database.read({ tenantId }, appBySlug, slug)).length > 0;
  }

  /** The most frequent lists are read from the table itself. */
  private rows(tenantId: string, query: AppsQueryDto): Promise<ListAnswer<AppRow>> {
    const { search, anyTag, licence, author, sort = 'name', ...rest } = query;
    const tags = tagsIn(query.tag);
    const plain = [search, anyTag, licence, author].every((filter) => filter === undefined) && tags.length < 2;
    if (!plain || !isPlainSort(sort)) return this.search.find(tenantId, query);
    return readList(rowsOfTenant(this.database, tenantId), appList, { ...rest, tag: tags[0], sort });
  }

  private item(tenantId: string, { nameKey, number, alike, icon, ...app }: AppRow): AppDto {
    const matched = alike ? { matched: 'similar' as const } : {};
    return { ...app, icon: icon && this.images.of(tenantId, icon), ...matched };
  }
}
