import { Injectable } from '@nestjs/common';
import { type Caller, personIn } from '#platform/access';
import { Database } from '#platform/database';
import {
  type ListAnswer,
  type ListedRows,
  type ListQuery,
  readList,
  readNeighbours,
  rowsOfPerson,
  rowsOfTenant,
} from '#platform/lists';
import { feedsProblems } from '../feeds.errors.js';
import type { PostDetailDto, PostDto, PostFiltersDto, PostNeighboursDto } from './posts.dto.js';
import { type FoundBy, foundPostList, postById, postList, postVersions, starredPostList } from './posts.sql.js';

/**
 * Reads the posts that a tenant received. A key that acts as no user has read, starred
 * and labelled none of them.
 */
@Injectable()
export class PostsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(caller: Caller, query: PostFiltersDto & ListQuery): Promise<ListAnswer<PostDto>> {
    const rows = this.rowsOf(caller);
    const { starred = '', label = '', mark = '', q = '', ...others } = query;
    if (label || mark || q) return readList(rows, foundPostList, { ...others, by: by(label, mark, q, starred) });
    return readList(rows, starred ? starredPostList : postList, others);
  }

  /**
   * Reads the posts before and after one, in the list that the query selects.
   *
   * @throws Problem `post_not_found` (404)
   */
  async neighbours(caller: Caller, id: string, query: PostFiltersDto): Promise<PostNeighboursDto> {
    const rows = this.rowsOf(caller);
    const [post] = await rows.read(postById, id);
    if (!post) throw feedsProblems.post_not_found({ id });
    const { starred = '', label = '', mark = '', q = '', ...others } = query;
    if (label || mark || q) {
      return readNeighbours(rows, foundPostList, { ...others, by: by(label, mark, q, starred) }, post);
    }
    return readNeighbours(rows, starred ? starredPostList : postList, others, post);
  }

  /** @throws Problem `post_not_found` (404) */
  async byId(caller: Caller, id: string): Promise<PostDetailDto> {
    const whose = personIn(caller) ?? { tenantId: caller.tenantId };
    return this.database.transaction(whose, async (tx) => {
      const [[post], versions] = await Promise.all([tx.run(postById, id), tx.run(postVersions, id)]);
      if (!post) throw feedsProblems.post_not_found({ id });
      return { ...post, versions };
    });
  }

  private rowsOf(caller: Caller): ListedRows {
    const person = personIn(caller);
    return person ? rowsOfPerson(this.database, person) : rowsOfTenant(this.database, caller.tenantId);
  }
}

const by = (...found: FoundBy): string => JSON.stringify(found);
