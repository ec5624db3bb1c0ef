import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import type { TagDto, TagsQueryDto } from './tags.dto.js';
import { tagList } from './tags.sql.js';

/** The tags of a store, with their numbers of apps. */
@Injectable()
export class TagsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400) */
  list(tenantId: string, query: TagsQueryDto): Promise<ListAnswer<TagDto>> {
    return readList(rowsOfTenant(this.database, tenantId), tagList, query, ({ tag, apps }) => ({ tag, apps }));
  }
}
