import { actorInForce } from '#platform/audit';
import type { Transaction } from '#platform/database';
import { isUuid, newId } from '#platform/ids';
import type { LocalText } from '#platform/problems';
import { insertSteps } from './steps.sql.js';
import type { Step } from './versions.dto.js';

/** What a step tells beyond its name. */
interface About {
  /** Why it failed. */
  readonly problem?: { readonly code: string; readonly detail: LocalText };
  readonly note?: string | undefined;
}

/** Notes a step in the publish trace of versions, by the actor in force, in the transaction that takes it. */
export async function noteSteps(
  tx: Transaction,
  tenantId: string,
  versions: readonly string[],
  step: Step,
  { problem, note }: About = {},
): Promise<void> {
  const { kind, id } = actorInForce();
  const ids = versions.map(() => newId());
  const actorId = isUuid(id) ? id : null;
  await tx.run(
    insertSteps,
    tenantId,
    ids,
    versions,
    step,
    kind,
    actorId,
    problem ? JSON.stringify(problem) : null,
    note ?? null,
  );
}
