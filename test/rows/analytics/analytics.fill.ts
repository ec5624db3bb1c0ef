import type { Fill } from '../../support/fill.js';

const hoursAgo = (i: string) => `date_trunc('hour', now()) - ${i} * interval '1 hour'`;

export const fill: Fill = {
  small: {
    'analytics.time_zones': 'one row for each tenant that changed its time zone',
    ...Object.fromEntries([1, 2, 3, 4].map((lane) => [`analytics.staging_${lane}`, 'empty between two transactions'])),
    'analytics.subject_collection': 'one row',
    'analytics.subject_sets': 'one row a tenant',
  },
  // As if a worker had collected what is filled here.
  once: [`update analytics.subject_collection set collected_to = now() + interval '1 hour'`],
  // Whole days, so that each of their partitions has as many rows at any time of the day; partitions are made for some days.
  ofTenant: ({ id, share }) => [
    `insert into analytics.events (tenant_id, occurred_at, id, name, subject, session, properties, client)
     select '${id}', date_trunc('day', now(), 'UTC') + (i % 72 - 48) * interval '1 hour', uuidv7(), 'event.' || i % 20, 'subject-' || i % 300, 'session-' || i % 900, '{"n":1}', 'browser'
     from generate_series(1, ${share * 6000}) as i`,
    `insert into analytics.event_counts (tenant_id, hour, name, received_on, lane, events)
     select '${id}', ${hoursAgo('h')}, 'event.' || n, current_date, lane, 10
     from generate_series(1, ${Math.ceil(share * 48)}) as h, generate_series(1, 20) as n, generate_series(1, 4) as lane`,
    `insert into analytics.day_counts (tenant_id, property, name, day, value, lane, events)
     select '${id}', p, n, current_date - d, case p when '' then '' else 'value ' || v end, lane, 10
     from unnest(array['', 'client', 'properties.plan']) as p, unnest(array['', 'event.1', 'event.2']) as n,
       generate_series(0, ${Math.ceil(share * 60)}) as d, generate_series(1, case p when '' then 1 else 10 end) as v,
       generate_series(1, 4) as lane`,
    `insert into analytics.minute_counts (tenant_id, minute, name, lane, events)
     select '${id}', date_trunc('minute', now()) - m * interval '1 minute', 'event.' || n, lane, 10
     from generate_series(0, ${Math.ceil(share * 90)}) as m, generate_series(1, 20) as n, generate_series(1, 4) as lane`,
    `insert into analytics.counted_properties (tenant_id, name, property)
     select '${id}', 'event.' || i, 'plan' from generate_series(1, ${share * 900}) as i`,
    `insert into analytics.ledger (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
     select '${id}', ${hoursAgo('h')}, md5('key ' || k)::uuid, lane, 12, 10, 1, 1, 0
     from generate_series(1, ${share * 300}) as h, generate_series(1, 5) as k, generate_series(1, 4) as lane`,
    `insert into analytics.quarantine (tenant_id, receipt, index, key_id, code, pointer, subject, text)
     select '${id}', uuidv7(), i % 10, md5('key 1')::uuid, 'too_old', '/0/occurredAt', 'subject-' || i % 300, '{}'
     from generate_series(1, ${share * 3000}) as i`,
    `insert into analytics.event_names (tenant_id, name, seen_on)
     select '${id}', 'event.' || i, current_date from generate_series(1, ${share * 900}) as i`,
    `insert into analytics.time_zones (tenant_id, zone) values ('${id}', 'UTC') on conflict do nothing`,
    `insert into analytics.subject_sets (tenant_id, time_zone) values ('${id}', 'Europe/Paris') on conflict do nothing`,
    `insert into analytics.subject_days (tenant_id, day, subject, names)
     select '${id}', current_date - d, 'subject-' || i, array['event.' || i % 20, 'event.' || i % 7]
     from generate_series(0, 29) as d, generate_series(1, ${share * 300}) as i`,
    `insert into analytics.subject_erasures (tenant_id, id, subject, pseudonym)
     select '${id}', uuidv7(), 'subject-' || i % 300, uuidv7() from generate_series(1, ${share * 900}) as i`,
    `insert into analytics.answers (tenant_id, id, kind, answer)
     select '${id}', uuidv7(), 'analytics.count-funnel', '{}' from generate_series(1, ${share * 900}) as i`,
    `insert into analytics.exports (tenant_id, id, format, digest, bytes)
     select '${id}', uuidv7(), 'csv', encode(sha256(('export ' || i)::bytea), 'hex'), 1 from generate_series(1, ${share * 900}) as i`,
  ],
};
