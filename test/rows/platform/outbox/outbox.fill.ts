import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  // An outdated partition, so that dropping it is tested.
  once: [
    `select platform.make_partition('platform.outbox', 'platform.outbox_' || to_char(day, 'YYYYMMDD'), day, day + interval '1 day')
     from (select date_trunc('day', now() - interval '60 days', 'UTC')) as past (day)`,
    `insert into platform.outbox (tenant_id, id, kind, subject, payload, shard, forwarded_at)
     select current_setting('app.tenant_id')::uuid, uuidv7(interval '-60 days'), 'event', 'subject', '{}', 0, now()
     from generate_series(1, 2000)`,
  ],
  // One in twenty not forwarded yet.
  ofTenant: ({ id, share }) => [
    `insert into platform.outbox (tenant_id, id, kind, subject, payload, shard, forwarded_at)
     select '${id}', uuidv7(), kind, 'subject-' || i % 500, '{}', platform.outbox_shard(kind, 'subject-' || i % 500),
       case when i % 20 <> 0 then now() end
     from generate_series(1, ${share * 4000}) as i,
       lateral (select (array['event', 'job', 'invalidation'])[1 + i % 3]) as of_kind (kind)`,
    `insert into platform.outbox_retries (tenant_id, kind, subject, tries, until)
     select '${id}', 'event', 'subject-' || i, 3, now() + interval '1 minute' from generate_series(1, ${share * 2000}) as i`,
  ],
  small: { 'platform.outbox_shards': '48 shards' },
};
