import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as posts } from '../posts/posts.fill.js';

const marks = 'insert into feeds.read_marks (tenant_id, user_id, subscription_id, number)';
const states = `insert into feeds.post_states (tenant_id, user_id, post_id, subscription_id, number, sorted_at, read, starred_at)
  select p.tenant_id, u.id, p.id, p.subscription_id, p.number, p.sorted_at, p.number % 3 > 0, case when p.number % 4 = 0 then now() end
  from feeds.posts p,`;
/** Somebody of the samples, and three others. */
const users = `(values ('${samples.id}'::uuid), (uuidv7()), (uuidv7()), (uuidv7())) as u (id)`;

export const fill: Fill = {
  after: posts,
  // Half of the feeds have a mark in the middle of their posts, and half of the posts a state.
  ofTenant: ({ id, rows }) => [
    `${marks} select '${id}', u.id, s.id, ${rows / 8} from (select id from feeds.subscriptions limit ${rows / 8}) s, ${users}`,
    `${states} ${users} where p.number % 2 = 0 and p.id <> '${samples.id}'`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `${states} (values ('${userId}'::uuid)) as u (id) where p.tenant_id = '${tenantId}' and p.number % 4 = 0 and p.number <= 400
     on conflict do nothing`,
  ],
};
