import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import { feedsProblems } from '../feeds.errors.js';
import type { PostDetailDto, PostDto, PostsQueryDto } from './posts.dto.js';
import { postById, postList, postVersions } from './posts.sql.js';

/** Reads the posts that a tenant received. */
@Injectable()
export class PostsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: PostsQueryDto): Promise<ListAnswer<PostDto>> {
    return readList(rowsOfTenant(this.database, tenantId), postList, query);
  }

  /** @throws Problem `post_not_found` (404) */
  async byId(tenantId: string, id: string): Promise<PostDetailDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [[post], versions] = await Promise.all([tx.run(postById, id), tx.run(postVersions, id)]);
      if (!post) throw feedsProblems.post_not_found({ id });
      return { ...post, versions };
    });
  }
}
