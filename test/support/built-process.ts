import {
  type Api,
  type ProductProcess,
  startApi as startApiAlone,
  startWorker as startWorkerAlone,
} from '../stack/product.js';
import { masterKey } from './test-app.js';
import { patientLimits } from './test-database.js';

/** As of the databases of tests. */
const limits = {
  DATABASE_CONNECT_TIMEOUT_MS: String(patientLimits.databaseConnectTimeoutMs),
  STATEMENT_TIMEOUT_MS: String(patientLimits.statementTimeoutMs),
  LOCK_TIMEOUT_MS: String(patientLimits.lockTimeoutMs),
};

/** With the key of the applications of tests, unless it shares the directory of one, and so its key file. */
const shared = (env: NodeJS.ProcessEnv) => ({
  ...limits,
  ...(!env.PALIER_DATA_DIR && { PALIER_MASTER_KEY: masterKey }),
  ...env,
});

/** Starts the built API, as `startApi` of the stack does, with limits for a busy machine. */
export const startApi = (env: NodeJS.ProcessEnv, printing?: string): Promise<Api> =>
  startApiAlone(shared(env), { printing });

/** The same for the worker. */
export const startWorker = (env: NodeJS.ProcessEnv): Promise<ProductProcess> => startWorkerAlone(shared(env));
