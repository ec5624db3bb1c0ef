import { migrationOutsideTransaction } from '#platform/database';

/** The erasure of a link. */
export const PlatformErasureLinks1763700008462 = migrationOutsideTransaction(
  `create unique index concurrently if not exists erasures_link on platform.erasures (tenant_id, link_hash)
     where link_hash is not null`,
);
