import type { Shop } from './shop.js';
import { runSql } from './sql.js';

/** Gives an app a bundle without a worker, whose bytes are those of one of its files; returns the token of a link to it. */
export async function bundled({ api, id, slug: store }: Shop, slug: string): Promise<string> {
  await runSql(
    api.database.adminUrl,
    `insert into catalog.bundles (tenant_id, version_id, digest, bytes, manifest_digest, signature, key_id, format)
     select v.tenant_id, v.id, b.digest, b.stored_bytes, repeat('0', 64), repeat('a', 86), repeat('a', 43), 2
     from catalog.apps a join catalog.versions v on v.tenant_id = a.tenant_id and v.app_id = a.id
       join catalog.version_files f on f.tenant_id = v.tenant_id and f.version_id = v.id
       join platform.blobs b on b.tenant_id = f.tenant_id and b.digest = f.digest
     where a.tenant_id = '${id}' and a.slug = '${slug}' and b.stored_bytes > 0 limit 1
     on conflict do nothing`,
  );
  const answer = await api.inject({ method: 'POST', url: `/v1/stores/${store}/apps/${slug}/downloads` });
  return answer.json().url.split('/downloads/')[1];
}
