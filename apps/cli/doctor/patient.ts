import type { Settings } from '#platform/config';
import type { Diagnosis } from './diagnosis.js';

/** What the checks look at. */
export interface Patient {
  /** In force; bound to the embedded PostgreSQL where that is the database. */
  settings: Settings;
  env: NodeJS.ProcessEnv;
  /** Whether the database is the embedded one. */
  embedded: boolean;
  /** Where backups are written. */
  backupDir: string;
  /** Other hosts to try, as the operator named them. */
  egress: readonly URL[];
  /** How many tenants there are; opens the application, so it fails where the application would not start. */
  countTenants(): Promise<number>;
}

/** Looks at one thing and judges it. What it throws is reported as a check that could not run. */
export type Check = (patient: Patient) => Promise<Diagnosis[]>;
