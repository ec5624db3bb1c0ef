import { Injectable } from '@nestjs/common';
import { type Caller, personOf } from '#platform/access';
import { Database } from '#platform/database';
import { type ListAnswer, readList, rowsOfPerson, rowsOfTenant } from '#platform/lists';
import { feedsProblems } from '../feeds.errors.js';
import type { PostDetailDto, PostDto, PostsQueryDto } from './posts.dto.js';
import { postById, postList, postVersions, starredPostList } from './posts.sql.js';

/** Reads the posts that a tenant received. A key has read and starred none of them. */
@Injectable()
export class PostsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(caller: Caller, { starred, ...query }: PostsQueryDto): Promise<ListAnswer<PostDto>> {
    const rows = caller.session
      ? rowsOfPerson(this.database, personOf(caller))
      : rowsOfTenant(this.database, caller.tenantId);
    return readList(rows, starred ? starredPostList : postList, query);
  }

  /** @throws Problem `post_not_found` (404) */
  async byId(caller: Caller, id: string): Promise<PostDetailDto> {
    const whose = caller.session ? personOf(caller) : { tenantId: caller.tenantId };
    return this.database.transaction(whose, async (tx) => {
      const [[post], versions] = await Promise.all([tx.run(postById, id), tx.run(postVersions, id)]);
      if (!post) throw feedsProblems.post_not_found({ id });
      return { ...post, versions };
    });
  }
}
