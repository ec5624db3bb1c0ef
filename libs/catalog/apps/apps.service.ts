import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, findTotal, offsetOf, type Total } from '#platform/database';
import { cursorAnswer, type ListAnswer, listMode, pageAnswer } from '#platform/http';
import { catalogProblems } from '../catalog.errors.js';
import type { CatalogSummary } from '../catalog.js';
import { tagCount } from '../tags/tags.sql.js';
import { type AppSort, appsAfter, appsAt, taggedAppsAfter, taggedAppsAt } from './app-list.sql.js';
import type { AppDetailDto, AppDto, AppsQueryDto } from './apps.dto.js';
import { type AppRow, appBySlug, appTotal, firstApp } from './apps.sql.js';

/** The public reads of a store's apps. */
@Injectable()
export class AppsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `app_not_found` (404), also when only another store has the app */
  async bySlug(tenantId: string, slug: string): Promise<AppDetailDto> {
    const [app] = await this.database.read({ tenantId }, appBySlug, slug);
    if (!app) throw catalogProblems.app_not_found();
    const { nameKey, ...detail } = app;
    return detail;
  }

  /**
   * A cursor step, by one statement, or a page with its total, by two.
   *
   * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
   */
  async list(tenantId: string, query: AppsQueryDto): Promise<ListAnswer<AppDto>> {
    const { sort = 'name', tag } = query;
    const mode = listMode(query);
    if (mode.kind === 'page') {
      const apps = await this.from(tenantId, sort, tag, offsetOf(mode.number, mode.size), mode.size);
      return pageAnswer(apps.map(item), mode, await this.total(tenantId, tag));
    }
    const shape = cursorShape(tenantId, sort, tag);
    // One more than requested, to know whether there is a next step.
    const apps =
      mode.cursor === undefined
        ? await this.from(tenantId, sort, tag, 0, mode.size + 1)
        : await this.after(tenantId, sort, tag, decodeCursor(mode.cursor, shape), mode.size + 1);
    const last = apps.length > mode.size ? apps[mode.size - 1] : undefined;
    const next = last ? encodeCursor(shape, [sortKey(sort, last), last.id]) : null;
    return cursorAnswer(apps.slice(0, mode.size).map(item), mode.size, next);
  }

  async summary(tenantId: string): Promise<CatalogSummary> {
    const { totalItems, totalKind } = await this.total(tenantId, undefined);
    const [first] = await this.database.read({ tenantId }, firstApp);
    return { apps: totalItems, kind: totalKind, exampleApp: first?.slug };
  }

  private from(tenantId: string, sort: AppSort, tag: string | undefined, offset: number, limit: number) {
    return tag === undefined
      ? this.database.read({ tenantId }, appsAt[sort], limit, offset)
      : this.database.read({ tenantId }, taggedAppsAt[sort], limit, offset, tag);
  }

  private after(
    tenantId: string,
    sort: AppSort,
    tag: string | undefined,
    keys: readonly [string, string],
    limit: number,
  ) {
    return tag === undefined
      ? this.database.read({ tenantId }, appsAfter[sort], limit, ...keys)
      : this.database.read({ tenantId }, taggedAppsAfter[sort], limit, ...keys, tag);
  }

  private async total(tenantId: string, tag: string | undefined): Promise<Total> {
    if (tag === undefined) return findTotal((...total) => this.database.read({ tenantId }, ...total), appTotal);
    const [count] = await this.database.read({ tenantId }, tagCount, tag);
    return { totalItems: count?.apps ?? 0, totalKind: 'exact' };
  }
}

function cursorShape(tenantId: string, sort: AppSort, tag: string | undefined) {
  const key = sort.endsWith('name') ? 'text' : 'timestamp';
  return { list: 'catalog.apps', tenantId, sort, filter: { tag }, types: [key, 'uuid'] } as const;
}

const sortKey = (sort: AppSort, app: AppRow) => (sort.endsWith('name') ? app.nameKey : app.createdAt.toISOString());

function item({ nameKey, ...app }: AppRow): AppDto {
  return app;
}
