export { TenantsHttpModule } from './tenants-http.module.js';
