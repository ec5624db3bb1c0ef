import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Transaction } from '#platform/database';
import { type ExpectedVersions, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant, withoutNameKey } from '#platform/lists';
import { feedsProblems } from '../feeds.errors.js';
import { assertFolder } from '../folders/assert-folder.js';
import { assertSubscription } from '../subscriptions/assert-subscription.js';
import type { FilterContentDto, FilterDto } from './filters.dto.js';
import {
  changeFilter,
  countFilters,
  deleteFilter,
  filterList,
  filterVersion,
  insertFilter,
  lockFilter,
  lockFilters,
} from './filters.sql.js';
import { unmark } from './unmark.js';

/** Filters that a tenant may have: each is applied to each post that comes. */
export const MOST_FILTERS = 50;

/** Keeps the filters of a tenant, which the delivery of posts applies. */
@Injectable()
export class FiltersService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: ListQuery): Promise<ListAnswer<FilterDto>> {
    return readList(rowsOfTenant(this.database, tenantId), filterList, query, withoutNameKey);
  }

  /** @throws Problem `filter_name_taken`, `too_many_filters` (409), `unknown_folder`, `unknown_subscription` (422) */
  create(tenantId: string, filter: FilterContentDto): Promise<FilterDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockFilters, tenantId);
      await assertPlaces(tx, filter);
      const [had] = await tx.run(countFilters);
      if (had && had.count >= MOST_FILTERS) throw feedsProblems.too_many_filters({ most: MOST_FILTERS });
      const [row] = await tx.run(insertFilter, tenantId, newId(), ...contentOf(filter));
      if (!row) throw feedsProblems.filter_name_taken({ name: filter.name });
      return row;
    });
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `filter_not_found` (404), `filter_name_taken` (409), `precondition_failed` (412), `unknown_folder`,
   *   `unknown_subscription` (422)
   */
  async replace(
    tenantId: string,
    id: string,
    filter: FilterContentDto,
    versions: ExpectedVersions,
  ): Promise<FilterDto> {
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        await assertPlaces(tx, filter);
        const [row] = await tx.run(changeFilter, id, versions ?? null, ...contentOf(filter));
        if (!row) refuseChange((await tx.run(filterVersion, id))[0], versions, feedsProblems.filter_not_found({ id }));
        return row;
      });
    } catch (error) {
      throw isUniqueViolation(error) ? feedsProblems.filter_name_taken({ name: filter.name }) : error;
    }
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `filter_not_found` (404), `precondition_failed` (412)
   */
  async delete(tenantId: string, id: string, versions: ExpectedVersions): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      const [locked] = await tx.run(lockFilter, id, versions ?? null);
      if (!locked) refuseChange((await tx.run(filterVersion, id))[0], versions, feedsProblems.filter_not_found({ id }));
      for (let more = true; more; ) more = await unmark(tx, [locked]);
      await tx.run(deleteFilter, id, null);
    });
  }
}

async function assertPlaces(tx: Transaction, { folderId, subscriptionId }: FilterContentDto): Promise<void> {
  await assertFolder(tx, folderId);
  await assertSubscription(tx, subscriptionId, '/subscriptionId');
}

function contentOf({ name, action, subscriptionId, folderId, fields, terms }: FilterContentDto) {
  return [name, action, subscriptionId ?? null, folderId ?? null, fields ?? ['title', 'content'], terms] as const;
}
