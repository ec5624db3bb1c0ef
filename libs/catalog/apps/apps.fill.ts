import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, files,
       file_count, bytes, digest, created_at)
     select '${id}', uuidv7(), 'app-' || i, 'npm:app-' || i, 'App ' || i, md5(i::text), 'A summary.',
       'A description.', '1.0.0', '[]', 0, 0, '', now() - i * interval '1 minute'
     from generate_series(1, ${rows}) as i`,
  ],
};
