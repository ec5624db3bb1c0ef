import { migrationOutsideTransaction } from '#platform/database';

/** The operations of a tenant and those of a person are found each by an index of their own. */
export const PlatformOperationsIndexes1763700008001 = migrationOutsideTransaction(
  `create index concurrently if not exists operations_of_tenant on platform.operations (tenant_id, id)
    where user_id is null`,
  `create index concurrently if not exists operations_of_tenant_by_state on platform.operations (tenant_id, state, id)
    where user_id is null`,
  'create index concurrently if not exists operations_by_user on platform.operations (tenant_id, user_id, id)',
  'drop index concurrently if exists platform.operations_by_state',
);
