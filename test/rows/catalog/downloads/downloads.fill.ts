import type { Fill } from '../../../support/fill.js';
import { fill as versions } from '../versions/versions.fill.js';

export const fill: Fill = {
  after: versions,
  ofTenant: ({ id, rows }) => [
    `insert into catalog.download_counts (tenant_id, version_id, day, app_id, downloads)
     select '${id}', id, current_date - day, app_id, 10 from catalog.versions, generate_series(1, 3) as day
     where state = 'published'`,
    `insert into catalog.counted_links (tenant_id, link_id)
     select '${id}', uuidv7() from generate_series(1, ${rows}) as i`,
  ],
};
