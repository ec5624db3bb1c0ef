import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { edited, fill as subscriptions } from '../subscriptions/subscriptions.fill.js';

const posts = `insert into feeds.posts (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, published_at,
  sorted_at, hash, received_at, number, search)`;
/** As they are inserted: an update afterwards would join the posts with themselves before the planner knows how many there are. */
const number = '(select count(*) from feeds.posts) + row_number() over ()';
const search = `to_tsvector('simple', 'A post')`;
const at = "now() - i * interval '1 minute'";
const versions = 'insert into feeds.post_versions (tenant_id, post_id, version, title, content, received_at)';

export const fill: Fill = {
  after: subscriptions,
  ofEachTenant: ['insert into feeds.post_counters values (tenant, 0) on conflict do nothing'],
  ofTenant: ({ id, rows }) => [
    `${posts} values ('${id}', '${samples.id}', '${samples.id}', 'A post', '', '', '{}', '[]', now(), now(), '', now(), 1, ${search})`,
    `${posts} values ('${id}', feeds.post_id('${samples.id}', '${edited.identity}'), '${samples.id}', 'Before', '', '', '{}', '[]',
       now(), now(), '', now(), 2, ${search})`,
    `${posts} select s.tenant_id, uuidv7(), s.id, 'A post', '', '', '{}', '[]', ${at}, ${at}, '', ${at}, ${number}, ${search}
     from feeds.subscriptions s, generate_series(1, 4) i`,
    `${posts} select '${id}', uuidv7(), '${samples.id}', 'A post', '', '', '{}', '[]', ${at}, ${at}, '', ${at}, ${number}, ${search}
     from generate_series(1, ${rows / 20}) i`,
    `insert into feeds.post_counters select '${id}', count(*) from feeds.posts
     on conflict (tenant_id) do update set last = excluded.last`,
    `${versions} select tenant_id, id, n, 'A post', '', now() from feeds.posts, generate_series(1, 2) n where sorted_at > now() - interval '2 minutes'`,
  ],
};
