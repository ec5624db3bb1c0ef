import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as reading } from '../reading/reading.fill.js';

const labels = 'insert into feeds.labels (tenant_id, user_id, id, name)';
const posts = 'insert into feeds.labelled_posts (tenant_id, user_id, label_id, post_id, sorted_at)';

export const fill: Fill = {
  after: reading,
  ofTenant: ({ id, rows }) => [
    `${labels} values ('${id}', '${samples.id}', '${samples.id}', 'A label')`,
    `${labels} select '${id}', u.id, uuidv7(), 'Label ' || i from (values ('${samples.id}'::uuid), (uuidv7())) as u (id),
       generate_series(1, ${rows / 10}) i`,
    `${posts} select l.tenant_id, l.user_id, l.id, p.id, p.sorted_at from feeds.labels l, feeds.posts p
     where l.name = 'A label' and p.number % 4 = 0`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `${labels} select '${tenantId}', '${userId}', uuidv7(), 'Label ' || i from generate_series(1, 10) i on conflict do nothing`,
    `${posts} select l.tenant_id, l.user_id, l.id, p.id, p.sorted_at from feeds.labels l
       join feeds.posts p on p.tenant_id = l.tenant_id and p.number = (substring(l.name from '\\d+'))::bigint
     where l.tenant_id = '${tenantId}' and l.user_id = '${userId}' on conflict do nothing`,
  ],
};
