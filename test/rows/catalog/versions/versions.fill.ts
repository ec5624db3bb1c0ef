import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as apps } from '../apps/apps.fill.js';

export const fill: Fill = {
  after: apps,
  // Of each app one version with three files, one of them like that of every other app.
  ofTenant: ({ id, rows }) => [
    // Those that the samples of statements name.
    `insert into catalog.apps (tenant_id, id, slug, name, name_key, summary, description, version)
     values ('${id}', '${samples.id}', 'sample-0', 'A', 'a', '', '', '0.3.1')`,
    `insert into catalog.versions (tenant_id, id, app_id, version, state)
     values ('${id}', '${samples.id}', '${samples.id}', '0.1.0', 'draft')`,
    `insert into catalog.versions (tenant_id, id, app_id, version, state, created_at)
     select '${id}', uuidv7(), '${samples.id}', '0.2.' || i, 'draft', now() - i * interval '1 minute'
     from generate_series(1, least(${rows}, 1000)) i`,
    `insert into catalog.version_files (tenant_id, version_id, path, path_key, bytes, digest)
     select '${id}', '${samples.id}', 'many/' || i, 'many/' || i, 10, encode(sha256(i::text::bytea), 'hex')
     from generate_series(1, least(${rows}, 1000)) i`,
    `insert into catalog.version_steps (tenant_id, id, version_id, step, actor_kind)
     select '${id}', uuidv7(), '${samples.id}', 'checking', 'job' from generate_series(1, least(${rows}, 1000)) i`,
    `insert into catalog.archives (tenant_id, id, version_id, bytes, digest)
     select '${id}', uuidv7(), id, 10, encode(sha256(id::text::bytea), 'hex') from catalog.versions`,
    `insert into catalog.versions (tenant_id, id, app_id, version, state, created_at, published_at)
     select '${id}', uuidv7(), '${samples.id}', '0.3.' || i, 'published', now() - i * interval '1 minute', now()
     from generate_series(1, least(${rows}, 100)) i`,
    `insert into catalog.versions (tenant_id, id, app_id, version, state, file_count, bytes, created_at, published_at)
     select tenant_id, uuidv7(), id, '1.0.0', 'published', 3, 30, created_at, created_at from catalog.apps where id <> '${samples.id}'`,
    `insert into catalog.version_files (tenant_id, version_id, path, path_key, bytes, digest)
     select tenant_id, id, path, path, 10, encode(sha256((case path when 'LICENSE' then path else id || path end)::bytea), 'hex')
     from catalog.versions v, unnest(array['LICENSE', 'index.js', 'package.json']) as path where v.version = '1.0.0'`,
    `insert into catalog.version_steps (tenant_id, id, version_id, step, actor_kind, actor_id)
     select '${id}', uuidv7(), id, step, 'member', lpad(to_hex(abs(hashtext(id::text)) % 500), 32, '0')::uuid
     from catalog.versions, unnest(array['created', 'checking', 'published']) as step where version = '1.0.0'`,
  ],
};
