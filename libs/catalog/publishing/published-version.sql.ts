import { samples, statement } from '#platform/database';

/** What is told of a version that was published. No row where its app is deleted meanwhile. */
export const publishedVersion = statement<{ slug: string; name: string; version: string }, [versionId: string]>({
  name: 'catalog.publishing.version',
  index: 'versions_pkey',
  text: `select a.slug, a.name, v.version from catalog.versions v
    join catalog.apps a on a.tenant_id = v.tenant_id and a.id = v.app_id where v.id = $1`,
  sample: [samples.id],
});
