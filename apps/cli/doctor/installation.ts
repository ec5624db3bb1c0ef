import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '#platform/config';
import type { Diagnosis } from './diagnosis.js';

/** The installation that the checks examine. */
export interface Installation {
  /** The settings in force; with the URLs of the embedded PostgreSQL where that is the database. */
  settings: Settings;
  env: NodeJS.ProcessEnv;
  /** Whether the database is the embedded one. */
  embedded: boolean;
  /** The directory of the backups. */
  backupDir: string;
  /** Other hosts to try, as given by the operator. */
  egress: readonly URL[];
  /** Whether the database is the embedded one of a server that is stopped. */
  stopped: boolean;
  /** Opens the application once, so it fails where the application would not start. */
  application(): Promise<INestApplicationContext>;
}

/** Checks one part. An error that it throws is reported as a check that could not run. */
export type Check = (installation: Installation) => Promise<Diagnosis | Diagnosis[]>;
