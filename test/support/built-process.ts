import {
  type Api,
  type ProductProcess,
  startApi as startApiAlone,
  startWorker as startWorkerAlone,
} from '../stack/product.js';
import { patientLimits } from './test-database.js';

/** As of the databases of tests. */
const limits = {
  DATABASE_CONNECT_TIMEOUT_MS: String(patientLimits.databaseConnectTimeoutMs),
  STATEMENT_TIMEOUT_MS: String(patientLimits.statementTimeoutMs),
  LOCK_TIMEOUT_MS: String(patientLimits.lockTimeoutMs),
};

/** Starts the built API, as `startApi` of the stack does, with limits for a busy machine. */
export const startApi = (env: NodeJS.ProcessEnv, printing?: string): Promise<Api> =>
  startApiAlone({ ...limits, ...env }, { printing });

/** The same for the worker. */
export const startWorker = (env: NodeJS.ProcessEnv): Promise<ProductProcess> => startWorkerAlone({ ...limits, ...env });
