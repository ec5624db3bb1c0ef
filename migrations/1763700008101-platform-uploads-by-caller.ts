import { migrationOutsideTransaction } from '#platform/database';

/** The uploads of one caller. */
export const PlatformUploadsByCaller1763700008101 = migrationOutsideTransaction(
  `create index concurrently if not exists uploads_by_caller on platform.uploads (tenant_id, caller_id)`,
);
