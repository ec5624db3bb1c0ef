import type { INestApplicationContext } from '@nestjs/common';
import { Audit, type AuditEntry } from '#platform/audit';
import type { Manifest } from '#platform/backup';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';

/** Records in the platform tenant's audit what was done with an archive of the whole deployment. */
export function recordForPlatform(app: INestApplicationContext, action: string, manifest: Manifest): Promise<void> {
  const { takenAt, tables } = manifest;
  return record(app, PLATFORM_TENANT_ID, {
    action,
    targetKind: 'backup',
    targetId: takenAt,
    details: { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0) },
  });
}

/** Records in a tenant's audit what was done with an archive of its data. */
export function recordForTenant(
  app: INestApplicationContext,
  action: string,
  tenantId: string,
  { takenAt, tenant }: Manifest,
): Promise<void> {
  const details = { takenAt, origin: tenant?.id ?? null };
  return record(app, tenantId, { action, targetKind: 'tenant', targetId: tenantId, details });
}

function record(app: INestApplicationContext, tenantId: string, entry: AuditEntry): Promise<void> {
  return app.get(Database).transaction({ tenantId }, (tx) => app.get(Audit).record(tx, entry));
}
