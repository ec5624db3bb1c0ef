import { Database } from '#platform/database';
import { declaredJobs, Jobs } from '#platform/jobs';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { runSql } from './sql.js';
import type { TestApp } from './test-app.js';

/** Sets back the time of the next step of every erasure, and adds the job that its schedule would run. */
export async function sweepErasures(api: TestApp): Promise<void> {
  const ago = "now() - interval '1 second'";
  await runSql(
    api.database.adminUrl,
    `update platform.erasures set due_at = ${ago}, next_at = ${ago} where next_at is not null`,
  );
  const job = declaredJobs().find(({ name }) => name === 'data-lifecycle.find-due-erasures');
  if (!job) throw new Error('No job finds the erasures that are due.');
  const scope = { tenantId: PLATFORM_TENANT_ID };
  await api.app.get(Database).transaction(scope, (tx) => api.app.get(Jobs).add(tx, job, scope));
}
