import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as posts } from '../posts/posts.fill.js';

const filters =
  'insert into feeds.filters (tenant_id, id, name, action, subscription_id, folder_id, fields, terms, keys)';

export const fill: Fill = {
  after: posts,
  ofEachTenant: [
    `${filters} values (tenant, uuidv7(), 'Of each', 'mark', null, null, '{url}', '{nowhere}', '{nowhere}')`,
  ],
  ofTenant: ({ id }) => [
    `${filters} values ('${id}', '${samples.id}', 'A mark', 'mark', null, null, '{title}', '{post}', '{post}'),
       ('${id}', uuidv7(), 'Of a feed', 'drop', '${samples.id}', null, '{title}', '{nothing}', '{nothing}'),
       ('${id}', uuidv7(), 'Of a folder', 'drop', null, '${samples.id}', '{title}', '{nothing}', '{nothing}')`,
    `${filters} select '${id}', uuidv7(), 'Filter ' || i, 'mark', null, null, '{url}', '{nowhere}', '{nowhere}' from generate_series(1, 20) i`,
    `insert into feeds.marked_posts (tenant_id, filter_id, post_id, sorted_at, announced)
     select p.tenant_id, f.id, p.id, p.sorted_at, p.number % 100 > 0 from feeds.posts p, feeds.filters f
     where f.name = 'A mark' and p.number % 4 = 0`,
  ],
};
