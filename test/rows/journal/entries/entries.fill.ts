import type { Fill } from '../../../support/fill.js';
import { dayOf, fill as journals, personOf } from '../journals/journals.fill.js';

const columns = `tenant_id, user_id, id, version, position, day, mood, anxiety, craving, energy, sleep, tags, addictions`;
const content = (rows: number) =>
  `${dayOf('i', rows)}, 1 + i % 10, i % 11, i % 7, null, i % 5, array['work', 'tag-' || i % 9], '{}'`;

export const fill: Fill = {
  after: journals,
  ofTenant: ({ id, rows }) => [
    `insert into journal.entries (${columns})
     select '${id}', ${personOf('i')}, uuidv7(), 1, i, ${content(rows)} from generate_series(1, ${rows}) i`,
    `insert into journal.entry_versions (tenant_id, user_id, entry_id, version, day, tags, addictions, written_at)
     select tenant_id, user_id, id, 1, day, tags, addictions, now() from journal.entries where tenant_id = '${id}' limit ${rows / 2}`,
    // Many versions of one entry.
    `insert into journal.entries (${columns})
     select '${id}', ${personOf('20')}, '018f0000-0000-7000-8000-000000000009', 900, i, ${content(rows)} from generate_series(1, 1) i`,
    `insert into journal.entry_versions (tenant_id, user_id, entry_id, version, day, tags, addictions, written_at)
     select tenant_id, user_id, id, i, day, tags, addictions, now() from journal.entries, generate_series(1, 899) i
     where tenant_id = '${id}' and id = '018f0000-0000-7000-8000-000000000009'`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `insert into journal.entries (${columns})
     select '${tenantId}', '${userId}', ('018f0000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 9, i, ${content(60)}
     from generate_series(1, 60) i`,
    `insert into journal.entry_versions (tenant_id, user_id, entry_id, version, day, tags, addictions, written_at)
     select tenant_id, user_id, id, v, day, tags, addictions, now() from journal.entries, generate_series(1, 8) v
     where tenant_id = '${tenantId}' and user_id = '${userId}'`,
  ],
};
