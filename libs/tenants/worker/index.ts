export { TenantsWorkerModule } from './tenants-worker.module.js';
