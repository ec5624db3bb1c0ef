import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';

const folders = 'insert into feeds.folders (tenant_id, id, name)';
const subscriptions =
  'insert into feeds.subscriptions (tenant_id, id, url, folder_id, title, interval_minutes, created_at)';
const feed = "'https://feed-' || i || '.example/feed.xml'";
/** Where the source of the samples says that it moved. */
export const moved = 'https://moved.example/feed.xml';
/** The post of its document, which the samples edit. */
export const edited = { identity: '7f'.repeat(32), hash: '80'.repeat(32) };
const document = JSON.stringify([
  { ...edited, state: 'edited', title: 'Edited', content: '', excerpt: '', tags: [], attachments: [] },
]);
const at = "now() - i * interval '1 minute'";

export const fill: Fill = {
  ofEachTenant: ['insert into feeds.sync_turns (tenant_id) values (tenant)'],
  // A tenth of the sources is due, some are being fetched.
  ofTenant: ({ id, rows }) => [
    `${folders} values ('${id}', '${samples.id}', 'A folder')`,
    `${folders} select '${id}', uuidv7(), 'Folder ' || i from generate_series(1, ${rows / 10}) i`,
    // The source that the samples of statements claim, which says for the third time that it moved.
    `insert into feeds.sources (id, url, host, claim, moved_to, moves) values ('${samples.id}', 'https://feed-0.example/feed.xml',
       'feed-0.example', '${samples.id}', '${moved}', 2) on conflict do nothing`,
    `${subscriptions} values ('${id}', '${samples.id}', 'https://feed-0.example/feed.xml', '${samples.id}', 'Feed', null, now())`,
    `${subscriptions} select '${id}', uuidv7(), ${feed}, case when i % 10 = 0 then '${samples.id}'::uuid end, 'Feed ' || i,
       case when i % 20 = 0 then 60 end, ${at} from generate_series(1, ${rows / 4}) i`,
    `update feeds.subscriptions set health_since = now(), filled = title !~ '[05]0$' where tenant_id = '${id}'`,
    `update feeds.sources set due_at = now() + interval '1 hour', queued = false where substring(url from '\\d+')::integer % 10 > 0`,
    `update feeds.sources set claim = gen_random_uuid(), claimed_until = now() + interval '1 minute'
     where substring(url from '\\d+')::integer % 100 = 7`,
    `insert into feeds.hosts (host, next_at) select host, now() from feeds.sources on conflict do nothing`,
    `insert into feeds.documents (source_id, version, posts) select id, 1, '${document}' from feeds.sources on conflict do nothing`,
    'update feeds.sources set version = 1 where version = 0',
  ],
};
