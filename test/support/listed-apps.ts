import { newId } from '#platform/ids';
import { normaliseText } from '#platform/text-normalisation';
import type { TestDatabase } from './test-database.js';
import { unnamed } from './unnamed.js';

/** What an app is found by. */
export interface ListedApp {
  name: string;
  summary: string;
  description: string;
  tags: string[];
  licence: string | null;
  author: string | null;
}

const plain: ListedApp = { name: 'x', summary: '', description: '', tags: [], licence: null, author: null };

/** Writes apps that the store lists; returns their slugs, in order. */
export async function listApps(
  { database }: TestDatabase,
  tenantId: string,
  given: readonly Partial<ListedApp>[],
): Promise<string[]> {
  const rows = given.map((app) => {
    const id = newId();
    return { ...plain, ...app, id, slug: id };
  });
  const keyed = rows.map((row) => ({ ...row, name_key: normaliseText(row.name) }));
  await database.transaction({ tenantId }, async (tx) => {
    await tx.run(
      unnamed(`insert into catalog.apps (tenant_id, id, slug, name, name_key, summary, description, licence, author, version, tags)
        select $1, id, slug, name, name_key, summary, description, licence, author, '1.0.0', array(select jsonb_array_elements_text(tags))
        from jsonb_to_recordset($2) as r (id uuid, slug text, name text, name_key text, summary text, description text,
          licence text, author text, tags jsonb)`),
      tenantId,
      JSON.stringify(keyed),
    );
    await tx.run(
      unnamed(`insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
        select a.tenant_id, a.id, tag, a.name_key, a.created_at from catalog.apps a, unnest(a.tags) as tag where a.id = any ($1::uuid[])`),
      rows.map(({ id }) => id),
    );
  });
  return rows.map(({ slug }) => slug);
}
