import { migrationOutsideTransaction } from '#platform/database';

/** The stored responses to one caller. */
export const PlatformRecordsByCaller1763700008061 = migrationOutsideTransaction(
  `create index concurrently if not exists idempotency_records_by_caller
     on platform.idempotency_records (tenant_id, user_id)`,
);
