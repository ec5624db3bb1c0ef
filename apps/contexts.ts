import type { Type } from '@nestjs/common';
import { AnalyticsHttpModule } from '#analytics/http';
import { AnalyticsWorkerModule } from '#analytics/worker';
import { AuthHttpModule } from '#auth/http';
import { AuthWorkerModule } from '#auth/worker';
import { CampusHttpModule } from '#campus/http';
import { CampusWorkerModule } from '#campus/worker';
import { CatalogHttpModule } from '#catalog/http';
import { CatalogWorkerModule } from '#catalog/worker';
import { FeedsHttpModule } from '#feeds/http';
import { FeedsWorkerModule } from '#feeds/worker';
import { JournalHttpModule } from '#journal/http';
import { JournalWorkerModule } from '#journal/worker';
import { placeRoutes } from '#platform/routes';
import { RidesHttpModule } from '#rides/http';
import { RidesWorkerModule } from '#rides/worker';
import { contextsOfAll } from '#tenants';
import { TenantsHttpModule } from '#tenants/http';
import { TenantsWorkerModule } from '#tenants/worker';

/** A bounded context as the processes compose it. */
export interface Context {
  name: string;
  http: Type;
  /** Its jobs and subscribers, where it has any. */
  worker?: Type;
}

/** The one list of contexts: adding one is its folder, a line here, and its name in the products that have it. */
export const contexts: readonly Context[] = [
  { name: 'tenants', http: TenantsHttpModule, worker: TenantsWorkerModule },
  { name: 'auth', http: AuthHttpModule, worker: AuthWorkerModule },
  { name: 'analytics', http: AnalyticsHttpModule, worker: AnalyticsWorkerModule },
  { name: 'campus', http: CampusHttpModule, worker: CampusWorkerModule },
  { name: 'catalog', http: CatalogHttpModule, worker: CatalogWorkerModule },
  { name: 'feeds', http: FeedsHttpModule, worker: FeedsWorkerModule },
  { name: 'journal', http: JournalHttpModule, worker: JournalWorkerModule },
  { name: 'rides', http: RidesHttpModule, worker: RidesWorkerModule },
];

for (const { name, http } of contexts) if (!contextsOfAll.includes(name)) placeRoutes(name, http);
