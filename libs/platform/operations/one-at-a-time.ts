import type { Transaction } from '#platform/database';
import type { OperationDefinition } from './define-operation.js';
import { hasEnded, type Operation } from './operation.js';
import { operationsProblems } from './operations.errors.js';
import { latestOfPerson, lockOperations, openOfTenant } from './operations.sql.js';

/** Seconds after which one of a tenant's operations may have ended. */
const RETRY_AFTER = 10;

/**
 * Refuses another operation of this kind while the tenant, or each who begins them, has as many that have not ended as the
 * declaration lets them. Until the commit nobody else starts one for them. A job that was lost does not hold them up for longer
 * than a day.
 *
 * @throws Problem `operations_at_work` (429)
 */
export async function admitOfTenant(
  tx: Transaction,
  { name, atOnce, ofEach }: OperationDefinition & { readonly of: 'tenant' },
  tenantId: string,
  begunBy: string | null,
): Promise<void> {
  if (atOnce === undefined) return;
  const who = ofEach ? begunBy : null;
  await tx.run(lockOperations, name, who ?? tenantId);
  const [{ open } = { open: 0 }] = await tx.run(openOfTenant, name, who);
  if (open < atOnce) return;
  throw operationsProblems.operations_at_work(
    { most: atOnce, seconds: RETRY_AFTER },
    { headers: { 'retry-after': String(RETRY_AFTER) } },
  );
}

/**
 * The operation of this kind that a person has, where it has not ended. Until the commit nobody else starts one for them. A job
 * that was lost does not hold them up for longer than a day.
 *
 * @throws Problem `too_many_operations` (429)
 */
export async function openOfPerson(
  tx: Transaction,
  job: OperationDefinition & { readonly of: 'person' },
  userId: string,
): Promise<Operation | undefined> {
  const { name, perDay: most } = job;
  await tx.run(lockOperations, name, userId);
  const latest = await tx.run(latestOfPerson, userId, name, most);
  const open = latest.find((operation) => !hasEnded(operation));
  if (open) return open;
  const oldest = latest[most - 1];
  if (!oldest) return undefined;
  const seconds = Math.max(1, Math.ceil(oldest.secondsLeft));
  throw operationsProblems.too_many_operations(
    { most, minutes: Math.ceil(seconds / 60) },
    { headers: { 'retry-after': String(seconds) } },
  );
}
