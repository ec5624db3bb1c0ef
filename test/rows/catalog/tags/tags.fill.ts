import type { Fill } from '../../../support/fill.js';
import { fill as apps } from '../apps/apps.fill.js';

export const fill: Fill = {
  after: apps,
  // Of each app: one tag that all share, one of 20 and one of 20,000.
  ofTenant: () => [
    `insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
     select tenant_id, id, tag, name_key, created_at
     from catalog.apps, lateral (select split_part(slug, '-', 2)::integer) as n (i),
       unnest(array['all', 'kind-' || i % 20, 'word-' || i % 20000]) as tag`,
  ],
};
