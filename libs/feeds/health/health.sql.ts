import { statement } from '#platform/database';
import { declareList, equals, timestamp, uuid } from '#platform/lists';
import { columns as ofSubscription, type SubscriptionRow } from '../subscriptions/subscriptions.sql.js';
import type { FailingFeedDto, FeedHealthDto, HealthCountsDto, HealthSort } from './health.dto.js';

/** A subscription with the history of its feed. */
type HealthRow = SubscriptionRow & Readonly<Pick<FeedHealthDto, 'score' | 'healthSince' | 'days'>>;

export const healthById = statement<HealthRow, [id: string]>('feeds.health.by-id')`
  select ${ofSubscription}, feeds.score_of(s.id) as score, s.health_since as "healthSince",
      array(select json_build_object('day', d.day, 'fetches', d.fetches, 'failures', d.failures, 'newPosts', d.new_posts,
        'slowestMs', d.slowest_ms) from feeds.days_of(s.id) d) as days
    from feeds.subscriptions s where s.id = $1`;

/** A feed that fails, by the code of its last problem. */
type FailingFeedRow = Omit<FailingFeedDto, 'reason'> & { readonly code: string | null };

const health = (field: string) => `(select h.${field} from feeds.health_of(array[s.id]) h)`;

/** The feeds of the tenant that fail or have ended. */
export const failingFeedList = declareList<FailingFeedRow, HealthSort, 'state'>({
  name: 'feeds.health',
  onReplica: true,
  columns: `s.id, s.title, s.folder_id as "folderId", s.sick as state, s.sick_since as since, feeds.score_of(s.id) as score,
    ${health('error')} as code, ${health('due_at')} as "nextTryAt"`,
  from: 'feeds.subscriptions',
  as: 's',
  where: 'sick is not null',
  filters: { state: equals('sick') },
  sorts: {
    since: { keys: [timestamp('sick_since', 'since'), uuid('id', 'id')] },
    '-since': { keys: [timestamp('sick_since', 'since'), uuid('id', 'id')] },
  },
});

/** Number of subscriptions in each health state. */
export const healthCounts = statement<HealthCountsDto>('feeds.health.counts')`
  select count(*) filter (where paused)::int as paused,
      count(*) filter (where not paused and health_since is null)::int as new,
      count(*) filter (where health_since is not null and sick is null)::int as fine,
      count(*) filter (where sick = 'failing')::int as failing, count(*) filter (where sick = 'ended')::int as ended
    from feeds.subscriptions`;

/** Followers of a source that are to be notified of its health, by id. */
export const followersToNotify = statement<
  { tenantId: string; id: string },
  [sourceId: string, after: string, most: number]
>('feeds.health.followers-to-tell')`
  select tenant_id as "tenantId", id from feeds.followers_to_tell($1, $2, $3)`;

/** Records that the tenant was notified; no row when its last notification still holds. */
export const markNotified = statement<{ failing: boolean; reason: string; since: Date }, [subscriptionId: string]>(
  'feeds.health.tell-follower',
)`
  select failing, reason, since from feeds.tell_follower($1)`;
