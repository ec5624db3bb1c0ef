import { Injectable } from '@nestjs/common';
import { type Caller, personIn } from '#platform/access';
import { Database } from '#platform/database';
import {
  type ListAnswer,
  type ListDefinition,
  type ListedRows,
  type ListQuery,
  readList,
  readNeighbours,
  rowsOfPerson,
  rowsOfTenant,
} from '#platform/lists';
import { feedsProblems } from '../feeds.errors.js';
import { fewUnread } from '../reading/reading.sql.js';
import type { PostDetailDto, PostDto, PostFiltersDto, PostNeighboursDto, PostSort } from './posts.dto.js';
import {
  type FoundBy,
  foundPostList,
  postById,
  postList,
  postVersions,
  starredPostList,
  unreadPostList,
} from './posts.sql.js';

/**
 * Reads the posts that a tenant received. A key that acts as no user has read, starred
 * and labelled none of them.
 */
@Injectable()
export class PostsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(caller: Caller, query: PostFiltersDto & ListQuery): Promise<ListAnswer<PostDto>> {
    return (await selectedBy(this.rowsOf(caller), query)).page();
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
    return (await selectedBy(rows, query)).beside(post);
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

/** Reads the list that a query selects. */
async function selectedBy(rows: ListedRows, query: PostFiltersDto & ListQuery) {
  const { starred, label = '', mark = '', q = '', ...asked } = query;
  if (label || mark || q) {
    const by: FoundBy = [label, mark, q, starred ?? ''];
    return reading(rows, foundPostList, { ...asked, by: JSON.stringify(by) });
  }
  if (starred) return reading(rows, starredPostList, asked);
  // Those of one subscription are found by its own index.
  const [few] = asked.unread && !asked.subscription ? await rows.read(fewUnread) : [];
  return few?.ids ? reading(rows, unreadPostList, { ...asked, among: few.ids }) : reading(rows, postList, asked);
}

const reading = <Filter extends string>(
  rows: ListedRows,
  list: ListDefinition<PostDto, PostSort, Filter>,
  asked: Parameters<typeof readList<PostDto, PostSort, Filter>>[2],
) => ({
  page: () => readList(rows, list, asked),
  beside: (post: PostDto) => readNeighbours(rows, list, asked, post),
});
