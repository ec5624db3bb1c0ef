import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, findTotal, offsetOf } from '#platform/database';
import { cursorAnswer, type ListAnswer, listMode, pageAnswer } from '#platform/http';
import type { TagDto, TagsQueryDto } from './tags.dto.js';
import { mostUsedTagsAfter, type TagRow, type TagSort, tagsAfter, tagsAt, tagTotal } from './tags.sql.js';

const mostUsed = { list: 'catalog.tags', sort: '-apps', filter: {}, types: ['integer', 'text'] } as const;
const alphabetical = { list: 'catalog.tags', sort: 'tag', filter: {}, types: ['text'] } as const;

/** The tags of a store, with their numbers of apps. */
@Injectable()
export class TagsService {
  constructor(private readonly database: Database) {}

  /**
   * A cursor step, by one statement, or a page with its total, by two.
   *
   * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
   */
  async list(tenantId: string, query: TagsQueryDto): Promise<ListAnswer<TagDto>> {
    const { sort = '-apps' } = query;
    const mode = listMode(query);
    if (mode.kind === 'page') {
      const offset = offsetOf(mode.number, mode.size);
      const tags = await this.database.read({ tenantId }, tagsAt[sort], mode.size, offset);
      const total = await findTotal((...total) => this.database.read({ tenantId }, ...total), tagTotal);
      return pageAnswer(tags.map(item), mode, total);
    }
    // One more than requested, to know whether there is a next step.
    const tags = await this.step(tenantId, sort, mode.cursor, mode.size + 1);
    const last = tags.length > mode.size ? tags[mode.size - 1] : undefined;
    return cursorAnswer(tags.slice(0, mode.size).map(item), mode.size, last ? cursorAt(tenantId, sort, last) : null);
  }

  private step(tenantId: string, sort: TagSort, cursor: string | undefined, limit: number): Promise<TagRow[]> {
    const scope = { tenantId };
    if (cursor === undefined) return this.database.read(scope, tagsAt[sort], limit, 0);
    if (sort === 'tag') {
      return this.database.read(scope, tagsAfter, limit, ...decodeCursor(cursor, { ...alphabetical, tenantId }));
    }
    return this.database.read(scope, mostUsedTagsAfter, limit, ...decodeCursor(cursor, { ...mostUsed, tenantId }));
  }
}

function cursorAt(tenantId: string, sort: TagSort, { tag, rarity }: TagRow): string {
  if (sort === 'tag') return encodeCursor({ ...alphabetical, tenantId }, [tag]);
  return encodeCursor({ ...mostUsed, tenantId }, [rarity, tag]);
}

const item = ({ tag, apps }: TagRow): TagDto => ({ tag, apps });
