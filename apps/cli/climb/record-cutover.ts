import type { INestApplicationContext } from '@nestjs/common';
import { Audit } from '#platform/audit';
import type { Deployment } from '#platform/climb';
import { openDatabase } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';

/** Records in the audit of a deployment that its data leaves, stays, or arrived. */
export async function recordCutover(
  app: INestApplicationContext,
  { appUrl }: Pick<Deployment, 'appUrl'>,
  action: string,
  otherSide: string,
): Promise<void> {
  await using opened = await openDatabase({
    url: appUrl,
    poolSize: 1,
    statementTimeoutMs: 10_000,
    lockTimeoutMs: 5000,
  });
  const entry = { action, targetKind: 'deployment', targetId: otherSide };
  await opened.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => app.get(Audit).record(tx, entry));
}
