import type { INestApplicationContext } from '@nestjs/common';
import { Persons } from '#auth';
import { Audit } from '#platform/audit';
import { Settings } from '#platform/config';
import { CopyConnection, Database } from '#platform/database';
import { ErasureLedger, ledgerProblems } from '#platform/erasure-ledger';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Purges } from '#tenants';

/**
 * Erases the persons and purges the tenants again that the storage knows to be erased and the database does not, and those that
 * were waived, and records that in the audit of the platform.
 *
 * @returns how many
 * @throws Problem `erasures_replay_under_way` (409), `erasure_ledger_altered` (500), `storage_unavailable` (503)
 */
export async function replayErasures(app: INestApplicationContext): Promise<number> {
  const [persons, purges] = [app.get(Persons), app.get(Purges)];
  const done = await alone(app, (ledger) =>
    ledger.replay(({ tenantId, userId }) =>
      userId === null ? purges.again(tenantId) : persons.eraseAgain({ tenantId, userId }),
    ),
  );
  if (done > 0) await record(app, 'platform.erasures.replayed', { erasures: done });
  return done;
}

/** Lets the deployment serve without these erasures, and records why. @returns how many; @throws as `replayErasures` */
export async function waiveErasures(app: INestApplicationContext, reason: string): Promise<number> {
  const waived = await alone(app, (ledger) => ledger.replay());
  if (waived > 0) await record(app, 'platform.erasures.waived', { erasures: waived, reason });
  return waived;
}

/** Any fixed number: an advisory lock, one per database. */
const LOCK = 7_254_370_006;

async function alone(app: INestApplicationContext, work: (ledger: ErasureLedger) => Promise<number>): Promise<number> {
  const { databaseDirectUrl, databaseUrl } = app.get(Settings);
  // A separate connection: closing it releases the lock in any case.
  return CopyConnection.use(databaseDirectUrl ?? databaseUrl ?? '', async (holder) => {
    if (!(await holder.tryLock(LOCK))) throw ledgerProblems.erasures_replay_under_way();
    return work(app.get(ErasureLedger));
  });
}

function record(app: INestApplicationContext, action: string, details: Record<string, string | number>): Promise<void> {
  const entry = { action, targetKind: 'deployment', targetId: PLATFORM_TENANT_ID, details };
  return app.get(Database).transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => app.get(Audit).record(tx, entry));
}
