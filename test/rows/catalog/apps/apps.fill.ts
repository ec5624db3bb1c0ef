import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    // Before and behind the time of the samples.
    `insert into catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, files,
       file_count, bytes, digest, download, created_at, updated_at, archived, listed)
     select '${id}', uuidv7(), 'app-' || i, 'npm:app-' || i, 'App ' || i, md5(i::text), 'A summary.',
       'A description.', '1.0.0', '[]', 0, 0, '', case when i % 50 = 1 then 'pending' else 'ready' end, at, at, i % 5 = 0, i % 5 <> 0
     from generate_series(1, ${rows}) as i, lateral (select timestamptz '2026-01-02' - i * interval '1 minute') as a (at)`,
  ],
};
