import type { Database } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { type FollowedFeed, followedFeeds } from './subscriptions.sql.js';

const AT_ONCE = 500;
/** Before the first of them. */
const FIRST: Pick<FollowedFeed, 'titleKey' | 'id'> = { titleKey: '', id: NIL_ID };

/** All that a tenant follows, by title. */
export async function allFollowedFeeds(database: Database, tenantId: string): Promise<FollowedFeed[]> {
  const feeds: FollowedFeed[] = [];
  for (let last: typeof FIRST | undefined = FIRST; last; ) {
    const step: FollowedFeed[] = await database.read({ tenantId }, followedFeeds, last.titleKey, last.id, AT_ONCE);
    feeds.push(...step);
    last = step.length === AT_ONCE ? step.at(-1) : undefined;
  }
  return feeds;
}
