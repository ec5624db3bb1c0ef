import {
  type Api,
  type ProductProcess,
  startApi as startApiAlone,
  startWorker as startWorkerAlone,
} from '../stack/product.js';
import { masterKey } from './test-app.js';
import { patientLimits } from './test-database.js';

/** As of the databases and the applications of tests. */
const shared = {
  PALIER_MASTER_KEY: masterKey,
  DATABASE_CONNECT_TIMEOUT_MS: String(patientLimits.databaseConnectTimeoutMs),
  STATEMENT_TIMEOUT_MS: String(patientLimits.statementTimeoutMs),
  LOCK_TIMEOUT_MS: String(patientLimits.lockTimeoutMs),
};

/** Starts the built API, as `startApi` of the stack does, with limits for a busy machine. */
export const startApi = (env: NodeJS.ProcessEnv, printing?: string): Promise<Api> =>
  startApiAlone({ ...shared, ...env }, { printing });

/** The same for the worker. */
export const startWorker = (env: NodeJS.ProcessEnv): Promise<ProductProcess> => startWorkerAlone({ ...shared, ...env });
