import { migrationOutsideTransaction } from '#platform/database';

/** The orders of the store, which lists some apps only, and of the studio. */
export const CatalogListedApps1763700003800 = migrationOutsideTransaction(
  `create index concurrently if not exists apps_listed_by_name on catalog.apps (tenant_id, name_key, id) where listed`,
  `create index concurrently if not exists apps_listed_by_creation on catalog.apps (tenant_id, created_at, id) where listed`,
  `create index concurrently if not exists apps_by_update on catalog.apps (tenant_id, updated_at, id)`,
  `create index concurrently if not exists apps_archived_by_name on catalog.apps (tenant_id, archived, name_key, id)`,
  `create index concurrently if not exists apps_archived_by_creation on catalog.apps (tenant_id, archived, created_at, id)`,
  `create index concurrently if not exists apps_archived_by_update on catalog.apps (tenant_id, archived, updated_at, id)`,
);
