import { mask } from '#platform/config';
import { Problem } from '#platform/problems';
import { checkBackups } from './backups.check.js';
import { checkPostgresClock, checkRedisClock } from './clocks.check.js';
import type { Diagnosis } from './diagnosis.js';
import { checkDisk } from './disk.check.js';
import { checkEgress } from './egress.check.js';
import { checkGrowth } from './growth.check.js';
import { checkIsolation } from './isolation.check.js';
import { checkMigrations } from './migrations.check.js';
import { checkOpenFiles } from './open-files.check.js';
import type { Check, Patient } from './patient.js';
import { checkPooler } from './pooler.check.js';
import { checkPostgres } from './postgres.check.js';
import { checkRedis } from './redis.check.js';
import { checkRoles } from './roles.check.js';

/** In the order in which they are shown; each runs whether those before it could or not. */
const checks: Readonly<Record<string, Check>> = {
  postgres: checkPostgres,
  roles: checkRoles,
  migrations: checkMigrations,
  isolation: checkIsolation,
  pooler: checkPooler,
  redis: checkRedis,
  'clock.postgresql': checkPostgresClock,
  'clock.redis': checkRedisClock,
  disk: checkDisk,
  'open-files': checkOpenFiles,
  egress: checkEgress,
  backups: checkBackups,
  growth: checkGrowth,
};

/** Runs every check, one after the other: each measures, and would disturb the others. */
export async function examine(patient: Patient): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      diagnoses.push(...(await check(patient)));
    } catch (error) {
      diagnoses.push(couldNotRun(name, error));
    }
  }
  return diagnoses;
}

function couldNotRun(name: string, error: unknown): Diagnosis {
  const reason = error instanceof Problem ? error.detail.en : String(error);
  return {
    name,
    // A database that does not answer is one problem, not one a check.
    state: name === 'postgres' ? 'problem' : 'warning',
    summary: `Could not be checked. ${mask(reason)}`,
    remedy: 'Remove that cause, then run "palier doctor" again.',
  };
}
