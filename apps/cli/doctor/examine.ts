import { mask } from '#platform/config';
import { Problem } from '#platform/problems';
import { checkBackups } from './backups.check.js';
import { checkPostgresClock, checkRedisClock } from './clocks.check.js';
import { type Diagnosis, diagnosis } from './diagnosis.js';
import { checkDisk } from './disk.check.js';
import { checkEgress } from './egress.check.js';
import { checkErasures } from './erasures.check.js';
import { checkGrowth } from './growth.check.js';
import type { Check, Installation } from './installation.js';
import { checkIsolation } from './isolation.check.js';
import { checkMasterKey } from './master-key.check.js';
import { checkMigrations } from './migrations.check.js';
import { checkOpenFiles } from './open-files.check.js';
import { checkPooler } from './pooler.check.js';
import { checkPostgres } from './postgres.check.js';
import { checkRedis } from './redis.check.js';
import { checkReplica } from './replica.check.js';
import { checkRoles } from './roles.check.js';
import { checkSentry } from './sentry.check.js';
import { checkStorage, checkStorageIdentity } from './storage.check.js';
import { checkTrends } from './trends.check.js';
import { checkWorkers } from './workers.check.js';

/** In the order in which they are printed; each runs even if earlier ones failed. */
const checks: Readonly<Record<string, Check>> = {
  postgres: checkPostgres,
  roles: checkRoles,
  migrations: checkMigrations,
  'master-key': checkMasterKey,
  isolation: checkIsolation,
  pooler: checkPooler,
  replica: checkReplica,
  redis: checkRedis,
  storage: checkStorage,
  'storage.identity': checkStorageIdentity,
  workers: checkWorkers,
  erasures: checkErasures,
  'clock.postgresql': checkPostgresClock,
  'clock.redis': checkRedisClock,
  disk: checkDisk,
  'open-files': checkOpenFiles,
  egress: checkEgress,
  sentry: checkSentry,
  trends: checkTrends,
  backups: checkBackups,
  growth: checkGrowth,
};

/** Runs every check, one after the other: several measure times and would disturb each other. */
export async function examine(installation: Installation): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      diagnoses.push(...[await check(installation)].flat());
    } catch (error) {
      diagnoses.push(couldNotRun(name, error));
    }
  }
  return diagnoses;
}

function couldNotRun(name: string, error: unknown): Diagnosis {
  const reason = error instanceof Problem ? error.message : String(error);
  // When the database does not answer, that is one problem, not one for each check.
  const state = name === 'postgres' ? 'problem' : 'warning';
  const remedy = 'Correct the cause, then run "palier doctor" again.';
  return diagnosis(name, state, `Could not be checked. ${mask(reason)}`, remedy);
}
