export { CatalogWorkerModule } from './catalog-worker.module.js';
