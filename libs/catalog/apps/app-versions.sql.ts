import { declareList, type ListFilter, timestamp, uuid } from '#platform/lists';
import type { AppVersionDto } from './app-versions.dto.js';

/** The app of this slug, if the store lists it. */
const ofListedApp: ListFilter = {
  condition: (place) => `app_id = (select id from catalog.apps where slug = ${place()} and listed)`,
  parameters: (slug) => [slug],
};

/** The published versions of an app, which the filter `app` names by its slug. */
export const appVersionList = declareList<AppVersionDto & { id: string; createdAt: string }, '-createdAt', 'app'>({
  name: 'catalog.app-versions',
  columns: `id, version, changelog, file_count as "fileCount", bytes::float8 as bytes, kept as downloadable,
    published_at as "publishedAt", created_at as "createdAt"`,
  from: 'catalog.versions',
  where: `state = 'published'`,
  filters: { app: ofListedApp },
  sorts: { '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] } },
  timesAsText: true,
  always: ['app'],
});
